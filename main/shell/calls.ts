/** Every call of the page comes through here: who asks, what for, with which files; then the register process answers. */
import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { z } from '../../domain/zod.ts';
import { callChannel } from './channels.ts';
import type { DialogTokens } from './dialog-tokens.ts';
import type { RecentRegisters } from './recent-registers.ts';
import { refuse, type Reply } from './register-messages.ts';
import type { RegisterProcess } from './register-process.ts';
import { isTrustedSender } from './sender.ts';
import type { ShellOperations } from './shell-operations.ts';

export type CallsOptions = {
  readonly isOurWindow: (window: BrowserWindow) => boolean;
  readonly shellOperations: ShellOperations;
  readonly tokens: DialogTokens;
  readonly recents: RecentRegisters;
  readonly register: RegisterProcess;
  readonly lock: () => void;
};

const Call = z.strictObject({
  name: z
    .string()
    .max(64)
    .regex(/^[a-z]+\.[a-zA-Z]+$/),
  input: z.unknown(),
});

export function answerCalls(options: CallsOptions): void {
  ipcMain.handle(callChannel, (event, message: unknown) => answer(options, event, message));
}

async function answer(options: CallsOptions, event: IpcMainInvokeEvent, message: unknown): Promise<Reply> {
  const window = BrowserWindow.fromWebContents(event.sender);
  if (window === null || !isTrustedSender(event.senderFrame, options.isOurWindow(window))) return refuse('SENDER_REFUSED');
  const parsed = Call.safeParse(message);
  if (!parsed.success) return refuse('INPUT_INVALID');
  const { name, input } = parsed.data;
  if (name.startsWith('shell.')) return options.shellOperations({ name, input, window });
  if (name === 'session.lock') {
    options.lock();
    return { ok: true, value: {} };
  }
  const grants = options.tokens.grantsFor(name, input);
  const reply = await options.register.call({ name, input, grants });
  if (reply.ok) for (const grant of grants) if (opensRegister(name)) options.recents.noteOpened(grant.path);
  return reply;
}

// `session.status` says only after the fact that its folder holds a register, and unlocking may follow without naming the folder again.
function opensRegister(name: string): boolean {
  return name === 'register.create' || name === 'session.unlock' || name === 'session.recover' || name === 'session.status';
}
