// Small helpers for building nodes. Text always goes in as text, never as markup.

export const byId = (id) => document.getElementById(id);

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProp(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = value;
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(node.dataset, value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

export function button(label, onclick, props = {}) {
  return el("button", { type: "button", onclick, ...props }, label);
}

export function safeUrl(raw) {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(raw) ? raw : `https://${raw}`);
    return SAFE_SCHEMES.has(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

export function outsideLink(url, props, ...children) {
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", ...props }, ...children);
}

// Reconcile a list of {key, sign, build} with the children of a container: only what changed is touched.
export function reconcile(container, items) {
  const old = new Map([...container.children].map((node) => [node.dataset.key, node]));
  let cursor = container.firstElementChild;
  for (const item of items) {
    const known = old.get(item.key);
    const node = freshNode(known, item);
    old.delete(item.key);
    if (known && known === cursor) cursor = node;
    if (node === cursor) cursor = cursor.nextElementSibling;
    else container.insertBefore(node, cursor);
  }
  for (const node of old.values()) node.remove();
}

function freshNode(existing, item) {
  if (existing && existing.sign === item.sign) return existing;
  const node = item.build();
  node.dataset.key = item.key;
  node.sign = item.sign;
  if (existing) replaceKeepingFocus(existing, node);
  return node;
}

function replaceKeepingFocus(existing, node) {
  const held = existing.contains(document.activeElement) ? document.activeElement.dataset.hold : null;
  existing.replaceWith(node);
  if (held) node.querySelector(`[data-hold="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
}

const HUES = 8;

export function avatar(id, name) {
  const letter = [...(name || "?")].at(0);
  return el("span", { class: `avatar hue-${Math.abs(Number(id)) % HUES}`, "aria-hidden": "true" }, letter);
}
