"""Forms: their templates, the words that fill them, and the files they become."""

from reportgen.forms.correction import difference_words, erratum_words
from reportgen.forms.department import department_words, departments
from reportgen.forms.issuing import Issued, issue
from reportgen.forms.letter import approvals, imprint_findings, letter_findings, paper_findings
from reportgen.forms.report import enterprise_words, letter_words, statement_words
from reportgen.forms.scheme import Work, scheme_words
from reportgen.forms.template import Form, load_form
from reportgen.forms.work import case_words, ledger_words, plan_words, review_words

__all__ = ["Form", "Issued", "Work", "approvals", "case_words", "department_words", "departments", "difference_words", "enterprise_words", "erratum_words", "imprint_findings", "issue",
           "ledger_words", "letter_findings", "letter_words", "load_form", "paper_findings", "plan_words", "review_words", "scheme_words", "statement_words"]
