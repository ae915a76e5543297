"""Forms: their templates, and the words that fill them."""

from reportgen.forms.correction import difference_words, erratum_words
from reportgen.forms.department import department_words, departments
from reportgen.forms.template import Form, load_form

__all__ = ["Form", "department_words", "departments", "difference_words", "erratum_words", "load_form"]
