"""Retrains all variants of the pipeline, end to end, and promotes the best model if it passes its gate.

It runs as `orchestration.schedule` of the pipeline file says, and whenever the DAG `corpus` has a new corpus, with the
`date`, `sources` and `overrides` of that.

* `variants` lists the variants of this run, and all that follows in `variant` is mapped over them.
* `variant.begin` reads the pipeline file, digests the recordings and begins the tracked run.
* Then there is a task for each stage, and one for each of its shards where the file says `shards`. A stage whose
  artifact exists ends at once; one that was killed goes on from its last checkpoint.
* `variant.gate` registers the export and decides whether it is better than the champion.
* `variant.finish` ends the tracked run, whatever happened before.
* `choose` takes the best version that passed. When none did, nothing is promoted and the run is a success. When a
  variant failed, nothing is promoted and the run is a failure: mend it, clear the failed task, and the run goes on.
* `approval`, if the file says `approval: true`, waits for a person. After a no, nothing is promoted and the run is a
  success; without an answer in time it is a failure. Clear the task to have it asked again.
* `promote`, the last task, asks the gate once more and moves the alias `champion`. If a version that is not worse has
  come first since, it fails with `GATE_REFUSED`.

Trigger it with other `overrides`, `sources`, `date` or `variants` for a single run. A backfill over dates (Airflow's
button, or `airflow backfill create`; the file needs a `schedule`) uses the recordings of each date wherever a source's
path holds `${date}`.
"""

from wavetrain_dags import building, retraining

# Airflow reads only files with both words in them, "airflow" and "dag".
globals().update(building.dags(retraining.build, __doc__))
