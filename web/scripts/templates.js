/**
 * Building elements without markup strings: text only ever becomes text nodes, so nothing a shopper,
 * a merchant or a server writes can turn into markup.
 */

const SVG = 'http://www.w3.org/2000/svg';

/** A fresh copy of the element inside `<template id="t-NAME">`. */
export function clone(name) {
  return document.getElementById(`t-${name}`).content.firstElementChild.cloneNode(true);
}

/** The element inside `root` (or `root` itself) that is marked `data-part="name"`. */
export function part(root, name) {
  return root.dataset?.part === name ? root : root.querySelector(`[data-part="${name}"]`);
}

/** Writes texts into parts: `fill(card, {name: 'Jeans', price: '$30'})`. */
export function fill(root, texts) {
  for (const [name, text] of Object.entries(texts)) part(root, name).textContent = text;
  return root;
}

/** An element with attributes, then text or children: `make('a', {href: '/'}, 'Home')`. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

/** A decorative icon from the symbol file. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `/icons.svg#${name}`);
  svg.append(use);
  return svg;
}
