import attendance from './en/attendance.json'
import cameras from './en/cameras.json'
import common from './en/common.json'
import live from './en/live.json'
import people from './en/people.json'
import reports from './en/reports.json'
import settings from './en/settings.json'
import shifts from './en/shifts.json'
import webhooks from './en/webhooks.json'

/** English is the source: its keys are the type that every `t()` is checked against. */
export const en = { common, live, attendance, people, cameras, webhooks, reports, shifts, settings }
