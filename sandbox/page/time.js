// Times as people here read them: Beijing time, the weekday with every date.

import { language } from "./words.js";

const ZONE = "Asia/Shanghai";
const formats = new Map();

function format(options) {
  const locale = language() === "en" ? "en-GB" : "zh-CN";
  const key = locale + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }));
  return formats.get(key);
}

const asDate = (value) => (typeof value === "number" ? new Date(value * 1000) : new Date(value));
const pick = (options, value) => format(options).format(asDate(value));

export const hour = (value) => pick({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, value);
export const shortDay = (value) => pick({ month: language() === "en" ? "short" : "long", day: "numeric" }, value);
const weekday = (value) => pick({ weekday: "short" }, value);

export const day = (value) => (language() === "en" ? `${weekday(value)} ${shortDay(value)}` : `${shortDay(value)} ${weekday(value)}`);
export const moment = (value) => `${day(value)} ${hour(value)}`;
export const dayKey = (value) => pick({ year: "numeric", month: "2-digit", day: "2-digit" }, value);

export function listTime(value, now) {
  return dayKey(value) === dayKey(now ?? Date.now() / 1000) ? hour(value) : shortDay(value);
}
