"""Where everything meets: a folder with settings, catalogue layers and a store.

``settings`` reads ``skills.toml``, ``governed`` its policy, ``opened`` gives the workspace and its
answers, ``known`` refuses moments before there was anything, ``check`` and ``findings`` tell what is
wrong or idle, ``create`` makes one, ``frames_in`` answers for a partner's own data frames without
any folder.
"""

from skillsmatrix.workspace.create import create_workspace
from skillsmatrix.workspace.opened import Workspace, open_workspace

__all__ = ["Workspace", "create_workspace", "open_workspace"]
