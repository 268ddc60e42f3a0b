/** Both files of a document, made with fonts that are loaded once. */
import { type Result, fail, ok } from '../../domain/result.ts';
import { type ModelFault, checkModel, textsOf } from '../model/check.ts';
import type { DocumentModel } from '../model/nodes.ts';
import { renderDocx } from './docx.ts';
import { openFonts } from './fonts.ts';
import { renderPdf } from './pdf.ts';

export type RenderFault = ModelFault | { readonly code: 'FONT_MISSING_CHARACTER'; readonly codePoint: string };
export type RenderedDocument = { readonly docx: Uint8Array<ArrayBuffer>; readonly pdf: Uint8Array<ArrayBuffer> };
export type Renderer = {
  /** Word file and PDF of one model. The same model gives the same bytes. */
  readonly renderDocument: (model: DocumentModel) => Promise<Result<RenderedDocument, RenderFault>>;
};

/** @param fontFolder file URL of the folder with the faces; a bundled build passes its own. */
export function createRenderer(fontFolder?: URL): Renderer {
  const fonts = openFonts(fontFolder);
  return {
    async renderDocument(model) {
      const checked = checkModel(model);
      if (!checked.ok) return checked;
      // Before either file is made: a character missing in print is a name written wrongly.
      for (const text of textsOf(model)) {
        const codePoint = fonts.firstMissing(text);
        if (codePoint !== undefined) return fail({ code: 'FONT_MISSING_CHARACTER', codePoint });
      }
      return ok({ docx: await renderDocx(model), pdf: await renderPdf(model, fonts) });
    },
  };
}
