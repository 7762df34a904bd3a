// Message entities to nodes. Offsets are UTF-16 units, which is how JavaScript counts too.

import { el, outsideLink, safeUrl } from "./dom.js";
import { say } from "./words.js";

const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

// A block stands on lines of its own: the line break after it is already there.
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

export function richText(text, entities, tools) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return range(text, ordered, 0, text.length, tools);
}

function range(text, entities, from, to, tools) {
  const out = [];
  const waiting = [...entities];
  let at = from;
  while (waiting.length) {
    const entity = waiting.shift();
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) continue;
    const inner = takeInner(waiting, end);
    out.push(text.slice(at, entity.offset));
    const block = BLOCKS.has(entity.type);
    out.push(wrap(entity, text.slice(entity.offset, end), range(text, inner, entity.offset, end, tools), tools));
    at = block && text[end] === "\n" && end < to ? end + 1 : end;
  }
  out.push(text.slice(at, to));
  return out.filter((part) => part !== "");
}

// Takes from `waiting` what lies before `end`; what reaches over it is cut in two.
function takeInner(waiting, end) {
  const inner = [];
  while (waiting.length && waiting[0].offset < end) {
    const next = waiting.shift();
    const over = next.offset + next.length - end;
    inner.push(over > 0 ? { ...next, length: next.length - over } : next);
    if (over > 0) waiting.unshift({ ...next, offset: end, length: over });
  }
  return inner.sort((a, b) => a.offset - b.offset || b.length - a.length);
}

function wrap(entity, raw, children, tools) {
  if (PLAIN_TAGS[entity.type]) return el(PLAIN_TAGS[entity.type], {}, children);
  if (entity.type === "spoiler") return spoiler(children);
  if (entity.type === "text_link") return link(entity.url, children, tools);
  if (entity.type === "url") return link(raw, children, tools);
  if (entity.type === "email") return link(`mailto:${raw}`, children, tools);
  if (entity.type === "bot_command") return el("button", { type: "button", class: "in-text", onclick: () => tools.say(raw) }, children);
  if (entity.type === "mention" || entity.type === "text_mention" || entity.type === "hashtag") return el("span", { class: "mention" }, children);
  return children;
}

function link(raw, children, tools) {
  const url = safeUrl(raw);
  if (!url) return children;
  if (!tools.leadsInside(url)) return outsideLink(url, {}, children);
  return el("button", { type: "button", class: "in-text", onclick: () => tools.follow(url) }, children);
}

function spoiler(children) {
  const cover = el("button", { type: "button", class: "spoiler", "aria-label": say("spoiler") }, el("span", { class: "covered" }, "▒".repeat(4)));
  cover.addEventListener("click", () => cover.replaceWith(el("span", { class: "uncovered" }, children)));
  return cover;
}
