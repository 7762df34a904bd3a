// What a message carries besides words: pictures, files, sound, a place.

import { fileUrl } from "./api.js";
import { firstLine } from "./describe.js";
import { byId, button, el, outsideLink, safeUrl } from "./dom.js";
import { say } from "./words.js";

export function media(messages) {
  const pictures = messages.filter((message) => message.photo);
  const rest = messages.flatMap((message) => MAKERS.filter(([field]) => message[field]).map(([, make]) => make(message)));
  return [pictures.length ? album(pictures) : null, ...rest];
}

function album(messages) {
  const many = messages.length > 1;
  const shape = many ? `album of-${Math.min(messages.length, 4)}` : "album single";
  return el("div", { class: shape, ...(many ? { role: "group", "aria-label": say("photos", { n: messages.length }) } : {}) }, messages.map(picture));
}

function picture(message, index) {
  const source = fileUrl(message.photo.at(-1).file_id);
  const words = message.caption ? `${say("photo")}${say("colon")}${firstLine(message.caption)}` : say("photo");
  const image = el("img", { src: source, alt: words, loading: "lazy", decoding: "async" });
  return el("button", { type: "button", class: "picture", data: { hold: `picture-${index}`, testid: "photo" }, onclick: () => enlarge(source, words) }, image);
}

export function enlarge(source, words) {
  const viewer = byId("viewer");
  const close = button(say("close"), () => viewer.close(), { class: "primary" });
  viewer.replaceChildren(el("img", { src: source, alt: words }), close);
  viewer.showModal();
  close.focus();
}

const MAKERS = [
  ["document", (message) => fileCard(message.document)],
  ["voice", (message) => sound(message.voice, message.voice.duration ? say("voiceOf", { n: message.voice.duration }) : say("voice"))],
  ["audio", (message) => sound(message.audio, message.audio.title ?? say("audio"))],
  ["video", (message) => film(message.video)],
  ["video_note", (message) => film(message.video_note)],
  ["location", (message) => place(message)],
  ["sticker", (message) => el("p", { class: "sticker", role: "img", "aria-label": `${say("sticker")} ${message.sticker.emoji ?? ""}` }, message.sticker.emoji ?? say("sticker"))],
];

const UNITS = ["B", "KB", "MB", "GB"];

export function sizeWords(bytes) {
  if (!Number.isFinite(bytes)) return "";
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < UNITS.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${unit && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

function fileCard(file) {
  const name = file.file_name ?? say("document");
  return el("a", { class: "file", href: fileUrl(file.file_id), download: name, data: { hold: "file" } },
    el("span", { class: "file-kind", "aria-hidden": "true" }, (name.split(".").at(-1) ?? "").slice(0, 4).toUpperCase()),
    el("span", { class: "file-words" }, el("span", { class: "file-name" }, name), el("span", { class: "file-size" }, [say("download"), sizeWords(file.file_size)].filter(Boolean).join(" · "))));
}

function sound(file, label) {
  return el("div", { class: "sound" }, el("span", {}, label), el("audio", { controls: true, preload: "none", src: fileUrl(file.file_id), "aria-label": label }));
}

function film(file) {
  return el("video", { class: "film", controls: true, preload: "metadata", src: fileUrl(file.file_id), "aria-label": say("video") });
}

function place(message) {
  const { latitude, longitude } = message.location;
  const words = message.venue?.title ?? `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  const url = safeUrl(`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`);
  return outsideLink(url, { class: "place", data: { hold: "place" } }, el("span", { class: "place-kind" }, say("location")), el("span", {}, words));
}
