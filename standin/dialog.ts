/** Electron's `dialog`: answered by a test, or by a plain page that asks for a path. */
import type { Browser } from '@playwright/test';

export type DialogOptions = { readonly title?: string; readonly defaultPath?: string };
export type DialogSeen = { readonly kind: 'open' | 'save'; readonly title: string; readonly defaultPath: string };
/** A path, or null for a dialog that is cancelled. */
export type DialogAnswer = string | null;
type Ask = (seen: DialogSeen) => Promise<DialogAnswer>;

export class Dialogs {
  readonly seen: DialogSeen[] = [];
  readonly #answers: DialogAnswer[] = [];
  readonly #waiting: ((answer: DialogAnswer) => void)[] = [];
  #ask: Ask = () => new Promise((resolve) => this.#waiting.push(resolve));

  /** Without a test that answers, somebody is asked. */
  askBy(ask: Ask): void {
    this.#ask = ask;
  }

  /** Answers the dialog that is open, or the next one. */
  answer(answer: DialogAnswer): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#answers.push(answer);
    else waiting(answer);
  }

  async showOpenDialog(_window: object, options: DialogOptions): Promise<{ canceled: boolean; filePaths: string[] }> {
    const path = await this.#show('open', options);
    return { canceled: path === null, filePaths: path === null ? [] : [path] };
  }

  async showSaveDialog(_window: object, options: DialogOptions): Promise<{ canceled: boolean; filePath: string }> {
    const path = await this.#show('save', options);
    return { canceled: path === null, filePath: path ?? '' };
  }

  async #show(kind: DialogSeen['kind'], options: DialogOptions): Promise<DialogAnswer> {
    const seen = { kind, title: options.title ?? '', defaultPath: options.defaultPath ?? '' };
    this.seen.push(seen);
    const ready = this.#answers.shift();
    return ready === undefined ? this.#ask(seen) : ready;
  }
}

/** A page with one field, because a browser's own file chooser does not tell paths. */
export function askOnPage(browser: Browser): Ask {
  return async (seen) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const { promise, resolve } = Promise.withResolvers<DialogAnswer>();
    await page.exposeBinding('answer', (_source, path: unknown) => resolve(typeof path === 'string' && path !== '' ? path : null));
    page.on('close', () => resolve(null));
    await page.setContent(dialogPage);
    await page.evaluate(({ title, defaultPath }) => {
      document.title = `${title} (stand-in)`;
      for (const heading of document.querySelectorAll('h1')) heading.textContent = title;
      for (const field of document.querySelectorAll('input')) field.value = defaultPath;
    }, seen);
    const answer = await promise;
    await context.close();
    return answer;
  };
}

const dialogPage = `<!doctype html><meta charset="utf-8"><body style="font:16px sans-serif;padding:2em"><h1></h1>
<form onsubmit="answer(this.path.value);return false"><label>完整路径 <input name="path" size="80" autofocus></label>
<p><button>确定</button> <button type="button" onclick="answer(null)">取消</button></p></form>`;
