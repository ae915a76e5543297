"""Many projects in one run: every report is a task on Dask, one school's failure stops no other, and what is done is not done again."""

from reportgen.batch.projects import find_projects
from reportgen.batch.run import Batch, run
from reportgen.batch.task import Job, Order, Outcome

__all__ = ["Batch", "Job", "Order", "Outcome", "find_projects", "run"]
