/** Operations that the shell answers itself: dialogs, and what the window should know about its surroundings. */
import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';
import { z } from '../../domain/zod.ts';
import { chooseExisting, chooseTarget } from './dialogs.ts';
import type { DialogTokens } from './dialog-tokens.ts';
import { filePurposes, folderPurposes, registerFolder, targetPurposes, type Purpose } from './purposes.ts';
import type { RecentRegisters } from './recent-registers.ts';
import { refuse, type Reply } from './register-messages.ts';

export type ShellInfo = {
  readonly platform: string;
  readonly standin: boolean;
  readonly version: string;
  readonly driver: string | null;
  readonly driverFallback: boolean;
};

export type ShellOperationsOptions = {
  readonly tokens: DialogTokens;
  readonly recents: RecentRegisters;
  readonly info: () => ShellInfo;
};

export type ShellOperations = (call: { readonly name: string; readonly input: unknown; readonly window: BrowserWindow }) => Promise<Reply>;

const purposeNames = <T extends Readonly<Record<string, Purpose>>>(purposes: T) => z.enum(Object.keys(purposes) as [keyof T & string]); // Object.keys forgets which keys it lists

const FileChoice = z.strictObject({ purpose: purposeNames(filePurposes) });
const FolderChoice = z.strictObject({ purpose: purposeNames(folderPurposes) });
const TargetChoice = z.strictObject({ purpose: purposeNames(targetPurposes), suggestedName: z.string().min(1).max(120) });
const Nothing = z.strictObject({});

export function createShellOperations(options: ShellOperationsOptions): ShellOperations {
  const { tokens, recents } = options;

  function chosen(path: string | undefined, purpose: Purpose): Reply {
    if (path === undefined) return refuse('DIALOG_CANCELLED');
    if (purpose === registerFolder) recents.noteChosen(path);
    return { ok: true, value: { token: tokens.issue(path, purpose), name: basename(path) } };
  }

  return async ({ name, input, window }) => {
    switch (name) {
      case 'shell.chooseFile': {
        const parsed = FileChoice.safeParse(input);
        if (!parsed.success) return refuse('INPUT_INVALID');
        const purpose = filePurposes[parsed.data.purpose];
        return chosen(await chooseExisting(window, purpose), purpose);
      }
      case 'shell.chooseFolder': {
        const parsed = FolderChoice.safeParse(input);
        if (!parsed.success) return refuse('INPUT_INVALID');
        const purpose = folderPurposes[parsed.data.purpose];
        return chosen(await chooseExisting(window, purpose), purpose);
      }
      case 'shell.chooseSaveTarget': {
        const parsed = TargetChoice.safeParse(input);
        if (!parsed.success) return refuse('INPUT_INVALID');
        const purpose = targetPurposes[parsed.data.purpose];
        return chosen(await chooseTarget(window, purpose, plainFileName(parsed.data.suggestedName)), purpose);
      }
      case 'shell.recentRegisters': {
        if (!Nothing.safeParse(input).success) return refuse('INPUT_INVALID');
        return { ok: true, value: recents.list().map((path) => ({ token: tokens.issue(path, registerFolder), name: basename(path) })) };
      }
      case 'shell.info':
        return Nothing.safeParse(input).success ? { ok: true, value: options.info() } : refuse('INPUT_INVALID');
      default:
        return refuse('OPERATION_UNKNOWN');
    }
  };
}

/** A suggestion is a file's name in the folder that the dialog shows, never a way out of it. */
export function plainFileName(suggested: string): string {
  const plain = suggested.replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, '_').replace(/^[.\s]+|[.\s]+$/g, '');
  return plain === '' ? '未命名' : plain;
}
