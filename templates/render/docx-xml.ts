/**
 * The XML of the Word library's components. The library writes a file as a whole only, with some twenty parts of which a letter changes six;
 * this writes single components, word for word as the library would.
 */
import type { Document, FileChild } from 'docx';

const special = /[&"'<>\x00-\x08\x0B\x0C\x0E-\x1F]/;
const specials = new RegExp(special, 'g');
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', "'": '&apos;', '<': '&lt;', '>': '&gt;' };

/** XML text of a plain string. Control characters, which XML cannot say, are left out. */
export function escapeXml(text: string): string {
  return special.test(text) ? text.replace(specials, (character) => entities[character] ?? '') : text;
}

/** @param document of the library that the components would belong to; it is not changed. */
export function xmlOf(components: readonly FileChild[], document: Document): string {
  const context: Parameters<FileChild['prepForXml']>[0] = { file: document, viewWrapper: document.Document, stack: [] };
  return components.map((component) => elementXml(component.prepForXml(context))).join('');
}

/** Attributes as the library says them: `{ _attr: { name: value } }`. Undefined for anything else. */
function attributesXml(value: object): string | undefined {
  if (!('_attr' in value)) return undefined;
  const { _attr: attributes } = value;
  return Object.entries(Object(attributes))
    .map(([name, text]) => ` ${name}="${escapeXml(String(text))}"`)
    .join('');
}

/** The library's objects have one key, the element's name; its value is the text, the attributes, or the list of both and of children. */
function elementXml(element: unknown): string {
  if (typeof element !== 'object' || element === null) return escapeXml(String(element));
  const [entry] = Object.entries(element);
  if (entry === undefined) return '';
  const [name, content]: [string, unknown] = entry;
  if (typeof content !== 'object' || content === null) return `<${name}>${escapeXml(String(content))}</${name}>`;
  if (!Array.isArray(content)) return `<${name}${attributesXml(content) ?? ''}/>`;
  let attributes = '';
  let inner = '';
  for (const child of content as readonly unknown[]) {
    const own = typeof child === 'object' && child !== null ? attributesXml(child) : undefined;
    if (own === undefined) inner += elementXml(child);
    else attributes += own;
  }
  return `<${name}${attributes}>${inner}</${name}>`;
}
