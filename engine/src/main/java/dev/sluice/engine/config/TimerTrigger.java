package dev.sluice.engine.config;

/// Fires at times of a cron expression, once for every branch of every project of the pipeline (F96).
///
/// @param time the times in UTC
public record TimerTrigger(String connection, CronTime time) implements Trigger {}
