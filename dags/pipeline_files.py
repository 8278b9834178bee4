"""Has no DAGs: it shows pipeline files that cannot be read among Airflow's import errors.

The DAGs of the other pipeline files are there all the same.
"""

from wavetrain_dags import building

building.require_readable()
