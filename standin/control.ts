/** What a test may ask of a running stand-in, over the channel of the process that started it. */
import { openWindows } from './browser-window.ts';
import type { Dialogs } from './dialog.ts';
import type { IpcMain } from './ipc-main.ts';
import { clickMenuItem } from './menu.ts';
import type { PowerMonitor } from './power-monitor.ts';
import { utilityProcessIds } from './utility-process.ts';

export type Question =
  | { readonly ask: 'answerDialog'; readonly path: string | null }
  | { readonly ask: 'dialogsSeen' }
  | { readonly ask: 'power'; readonly event: string }
  | { readonly ask: 'idle'; readonly seconds: number }
  | { readonly ask: 'menu'; readonly id: string }
  | { readonly ask: 'processes' }
  | { readonly ask: 'callFromSubFrame'; readonly channel: string; readonly message: unknown }
  | { readonly ask: 'quit' };

export type Controlled = { readonly dialogs: Dialogs; readonly powerMonitor: PowerMonitor; readonly ipcMain: IpcMain; readonly quit: () => void };

export function answerQuestions(controlled: Controlled): void {
  process.on('message', ({ id, question }: { readonly id: number; readonly question: Question }) => {
    void (async () => {
      try {
        process.send?.({ id, value: await answer(controlled, question) });
      } catch (error) {
        process.send?.({ id, error: String(error) });
      }
    })();
  });
  process.on('disconnect', controlled.quit);
}

async function answer({ dialogs, powerMonitor, ipcMain, quit }: Controlled, question: Question): Promise<unknown> {
  switch (question.ask) {
    case 'answerDialog':
      return dialogs.answer(question.path);
    case 'dialogsSeen':
      return dialogs.seen;
    case 'power':
      return powerMonitor.emit(question.event);
    case 'idle':
      return powerMonitor.pretendIdle(question.seconds);
    case 'menu':
      return clickMenuItem(question.id);
    case 'processes':
      return utilityProcessIds();
    case 'callFromSubFrame': {
      const [window] = openWindows();
      const senderFrame = window?.webContents.subFrames[0];
      if (window === undefined || senderFrame === undefined) throw new Error('There is no frame below the first window.');
      return ipcMain.answer({ sender: window.webContents, senderFrame }, question.channel, [question.message]);
    }
    case 'quit':
      return quit();
    default: {
      const never: never = question;
      return never;
    }
  }
}
