/** Puts one script before all others of the page: the default Trusted Types policy, and the nonce for style elements. */
import type { Plugin } from 'vite';

const fileName = 'page-policy.js';

/**
 * Ant Design writes style sheets through innerHTML. They hold no `<`, and a text without `<` makes no element: such texts pass, all
 * others are refused. (The preview of a document has a policy of its own, renderer/ui/html-preview.tsx.) Some of its parts also make style elements without the nonce that they were given; every style element made by a script
 * gets it here. That gives nothing away: a script that runs could read the nonce, which is against markup, not against scripts.
 */
const source = `(() => {
  'use strict';
  trustedTypes.createPolicy('default', { createHTML: (text) => (text.includes('<') ? null : text) });
  const { nonce } = document.currentScript;
  const createElement = Document.prototype.createElement;
  Document.prototype.createElement = function (name, options) {
    const element = createElement.call(this, name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
})();
`;

export function trustedTypesPolicy(): Plugin {
  return {
    name: 'xinhu:trusted-types',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source });
    },
    transformIndexHtml: () => [{ tag: 'script', attrs: { src: `./${fileName}` }, injectTo: 'head-prepend' }],
  };
}
