"""A group that answers a slip of the hand with the commands nearest to it."""

from __future__ import annotations

import click


class NearNames(click.Group):
    """A group of commands; which one it is called by is looked up in the list of names."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command called, offering near names for one there is not."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            from skillsmatrix.problems import near  # only for a slip of the hand

            names = self.list_commands(ctx)
            raise click.UsageError(f"There is no command {args[0]}. {near(args[0], names)}", ctx)
        return super().resolve_command(ctx, args)
