"""click in Chinese: headings of the help pages, and one sentence for every usage error."""

from collections.abc import Callable
from difflib import get_close_matches

import click


class Command(click.Command):
    """A command whose help page is Chinese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))  # arguments stand in the first line
        rows = [row for option in options if (row := option.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl([(name, text.replace("[required]", "[必填]").replace("[default: ", "[默认：")) for name, text in rows])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本帮助"
        return option


class Group(Command, click.Group):
    """A group of commands given as name → (module, one line of help), imported on use."""

    def __init__(self, *args: object, commands_in: dict[str, tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, no_args_is_help=False, **kwargs)
        self.commands_in = commands_in

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands_in)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.commands_in:
            return None
        from importlib import import_module
        module = import_module(f"reportgen.cli.{self.commands_in[name][0]}")
        return next(one for one in vars(module).values() if isinstance(one, click.Command) and one.name == name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        Command.format_options(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, text) for name, (_, text) in self.commands_in.items()])


def sentence(error: click.ClickException) -> tuple[str, str]:
    """What went wrong, and what to type instead, in Chinese."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "reportgen"
    near = "、".join(getattr(error, "possibilities", None) or _commands_like(error))
    hint = f"是不是 {near}？" if near else f"运行 {command} --help 查看用法"
    match error:
        case click.exceptions.NoSuchOption():
            return f"没有选项 {error.option_name}", hint
        case click.exceptions.MissingParameter():
            return f"缺少{_named(error.param)}", hint
        case click.exceptions.BadParameter():
            return f"{_named(error.param)}的值不对：{_value(error.message)}", hint
        case click.exceptions.FileError():
            return f"打不开文件 {error.ui_filename}", "检查路径和权限"
        case click.UsageError():
            return _usage(error.message), hint
    return error.message, hint


def _commands_like(error: click.ClickException) -> list[str]:
    """What a mistyped command may have been."""
    typed, context = getattr(error, "command_name", ""), getattr(error, "ctx", None)
    return get_close_matches(typed, context.command.list_commands(context)) if typed and context else []


def _named(parameter: click.Parameter | None) -> str:
    """A parameter as people type it."""
    if isinstance(parameter, click.Option):
        return f"选项 {parameter.opts[-1]} "
    return f"参数“{parameter.human_readable_name.strip('[] …')}”" if parameter else "参数"


def _value(message: str) -> str:
    for english, chinese in (("does not exist", "不存在"), ("is a directory", "是文件夹"), ("is a file", "是文件，不是文件夹"),
                             ("is not readable", "读不了"), ("is not writable", "不能写"), ("is not one of", "不在可选值之中："),
                             ("is not a valid integer", "不是整数"), ("is not a valid", "不是有效的"), ("Directory", "文件夹"), ("File", "文件"), ("Path", "路径")):
        message = message.replace(english, chinese)
    return message.rstrip(".")


def _usage(message: str) -> str:
    for english, chinese in (("No such command", "没有命令"), ("Got unexpected extra arguments", "多余的参数"),
                             ("Got unexpected extra argument", "多余的参数"), ("Missing command", "缺少命令"),
                             ("requires an argument", "需要一个值"), ("does not take a value", "后面不能有值"), ("Option", "选项"), ("Error:", "")):
        message = message.replace(english, chinese)
    return message.rstrip(".")


def command(name: str, **settings: object) -> Callable[[Callable[..., object]], Command]:
    """A command that also takes --project after its name."""
    def decorate(function: Callable[..., object]) -> Command:
        option = click.option("--project", "folder", type=click.Path(file_okay=False), metavar="目录", expose_value=False,
                              callback=_remember, help="项目文件夹（默认为当前文件夹）")
        return click.command(name, cls=Command, **settings)(option(function))
    return decorate


def _remember(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.obj = value
