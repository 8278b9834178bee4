"""An asset for each kind of artifact of a pipeline: other DAGs can wait for new ones.

Tasks have an alias as their outlet and not the asset itself: an outlet that is an asset has an event whenever its
task succeeds, also when the artifact was there already.
"""

from typing import Any

from airflow.sdk import Asset, AssetAlias, Context

from wavetrain_dags.pipeline import Pipeline
from wavetrain_dags.results import Result

# Of the events, those that are looked through for an artifact which was there already.
_NEWEST = 1000


def asset(pipeline: Pipeline, kind: str) -> Asset:
    """The asset of the artifacts that a pipeline's stages of this kind make."""
    return Asset(name=f"wavetrain_{pipeline.name}_{kind}", uri=f"wavetrain://{pipeline.name}/{kind}")


def alias(pipeline: Pipeline, kind: str) -> AssetAlias:
    """What a task has as its outlet to announce an asset only when there is something new."""
    return AssetAlias(name=f"wavetrain_{pipeline.name}_{kind}_made")


def announce(context: Context, pipeline: Pipeline, kind: str, result: Result, **more: Any) -> bool:
    """Announces an artifact, once; returns whether it did now.

    One that was there already may never have been announced: the try that made it died before its end.
    """
    made = alias(pipeline, kind)
    if result.get("cached", False) and _has_event(context, made, result["key"]):
        return False
    extra = {"key": result["key"], "digest": result.get("contentDigest"), **more}
    context["outlet_events"][made].add(asset(pipeline, kind), extra=extra)
    return True


def _has_event(context: Context, made: AssetAlias, key: str) -> bool:
    newest = context["inlet_events"][made].ascending(False).limit(_NEWEST)
    return any((event.extra or {}).get("key") == key for event in newest)
