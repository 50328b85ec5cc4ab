//! Which one first: ranking methods, group decision, robustness, choosing the doable one, backlog.
