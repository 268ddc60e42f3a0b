import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import type { Question } from '../../../standin/control.ts';
import type { Program, Started } from './program.ts';

const root = join(import.meta.dirname, '..', '..', '..');

type Answer = { readonly id?: number; readonly endpoint?: string; readonly value?: unknown; readonly error?: string };

/** Starts the program on the stand-in and joins its browser as a second guest: the stand-in keeps its routes and bindings. */
export async function launchStandin({ args, environment }: Started): Promise<Program> {
  const child = fork(join(root, 'standin', 'run.ts'), [join(root, 'main', 'shell', 'main.ts'), ...args], {
    env: { ...process.env, XINHU_HEADLESS: process.env['XINHU_HEADLESS'] ?? '1', XINHU_STANDIN_CONTROL: '1', ...environment },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => written.push(text));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const { browser, page } = await joinBrowser(child, exited, written);
  const ask = asker(child);
  return {
    kind: 'stand-in',
    page,
    answerDialog: async (answer) => void (await ask({ ask: 'answerDialog', path: answer === 'cancel' ? null : answer })),
    dialogTitles: async () => ((await ask({ ask: 'dialogsSeen' })) as readonly { readonly title: string }[]).map(({ title }) => title),
    firePower: async (event) => void (await ask({ ask: 'power', event })),
    clickMenu: async (id) => void (await ask({ ask: 'menu', id })),
    registerProcesses: async () => (await ask({ ask: 'processes' })) as readonly number[],
    callFromSubFrame: (message) => ask({ ask: 'callFromSubFrame', channel: 'xinhu:call', message }),
    output: () => written.join(''),
    close: async () => {
      await browser.close(); // leaves, the browser stays
      if (child.connected) child.send({ id: 0, question: { ask: 'quit' } satisfies Question });
      return exited;
    },
  };
}

async function joinBrowser(
  child: ChildProcess,
  exited: Promise<unknown>,
  written: readonly string[],
): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const endpoint = await Promise.race([
    new Promise<string>((resolve) => {
      child.on('message', (message: Answer) => message.endpoint !== undefined && resolve(message.endpoint));
    }),
    exited.then(() => Promise.reject(new Error(`The stand-in ended at once:\n${written.join('')}`))),
  ]);
  const browser = await chromium.connectOverCDP(endpoint);
  for (;;) {
    const page = browser
      .contexts()
      .flatMap((context) => context.pages())
      .find((candidate) => candidate.url().includes('.localhost/'));
    if (page !== undefined) {
      await page.waitForLoadState('load');
      return { browser, page };
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function asker(child: ChildProcess): (question: Question) => Promise<unknown> {
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>();
  let nextId = 1;
  child.on('message', (answer: Answer) => {
    const waits = answer.id === undefined ? undefined : waiting.get(answer.id);
    if (waits === undefined || answer.id === undefined) return;
    waiting.delete(answer.id);
    if (answer.error === undefined) waits.resolve(answer.value);
    else waits.reject(new Error(answer.error));
  });
  return (question) =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve, reject });
      child.send({ id, question });
    });
}
