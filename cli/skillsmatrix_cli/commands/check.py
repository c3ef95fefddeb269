"""``skills check``: every problem at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from skillsmatrix_cli.exits import DONE, PROBLEMS
from skillsmatrix_cli.options import as_at_option, format_option, workspace_option


@click.command()
@format_option("text", "json")
@as_at_option
@workspace_option
def command(workspace: Path, as_at: date, form: str, output: Path | None) -> int:
    """Check the catalogue layers, and the records against them.

    Problems must be mended (exit code 1); findings are worth a look: a required competency that no
    course gives, records whose own expiry differs from the rule.

    \b
    Example: skills check --as-at 2026-09-30
    """
    import json

    from skillsmatrix.report.formats import fold  # slow import
    from skillsmatrix.workspace.check import check_workspace  # slow import
    from skillsmatrix.workspace.opened import open_workspace
    from skillsmatrix_cli.output import width, write

    checked = check_workspace(open_workspace(workspace), as_at)
    if form == "json":
        content = json.dumps(
            {
                "as_at": as_at.isoformat(),
                "problems": [
                    {
                        "code": problem.code,
                        "place": str(problem.place),
                        "what": problem.what,
                        "remedy": problem.remedy,
                    }
                    for problem in checked.problems
                ],
                "findings": list(checked.findings),
            },
            ensure_ascii=False,
            indent=2,
        )
        write(content + "\n", output, form)
    else:
        lines = [f"Checked {'; '.join(checked.counted)}."]
        lines += [str(problem) for problem in checked.problems]
        lines += list(checked.findings)
        count = len(checked.problems)
        lines.append(
            f"{count or 'No'} problem{'' if count == 1 else 's'},"
            f" {len(checked.findings) or 'no'} finding{'' if len(checked.findings) == 1 else 's'}."
        )
        write("\n".join(fold(line, width()) for line in lines) + "\n", output, "check")
    return PROBLEMS if checked.problems else DONE
