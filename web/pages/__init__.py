"""Pages (页面): one file a noun, each with its `routes`; readable without script, telling nobody's secrets."""

from starlette.convertors import register_url_convertor

from web.numbers import Number

register_url_convertor("number", Number())
