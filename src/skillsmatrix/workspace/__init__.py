"""Where everything meets: a folder with settings, catalogue layers and a store.

``settings`` reads ``skills.toml``, ``opened`` gives the workspace and its answers, ``create``
makes one, ``frames_in`` answers for a partner's own data frames without any folder.
"""


