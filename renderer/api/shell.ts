/** What the window's shell answers itself: dialogs and the program's own description. Paths never reach the page. */
import type { ErrorCode, Refusal } from '../../contract/errors.ts';
import { z } from '../../domain/zod.ts';
import { readBridge } from './bridge.ts';

/** A file or folder that a person chose: a one-time token, and the name to show. */
const Chosen = z.object({ token: z.string(), name: z.string() });
export type Chosen = z.infer<typeof Chosen>;

const Info = z.object({ platform: z.string(), version: z.string(), standin: z.boolean(), driver: z.string().nullable(), driverFallback: z.boolean() });
export type ShellInfo = z.infer<typeof Info>;

export type FilePurpose = 'import' | 'card' | 'package' | 'document' | 'rules' | 'calendar';
export type SavePurpose = 'document' | 'package' | 'card' | 'identity' | 'rules' | 'calendar';

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Refusal };

async function ask<T>(name: string, input: unknown, shape: z.ZodType<T>): Promise<Answer<T>> {
  const reply = await readBridge().call(name, input);
  // The shell answers with the contract's codes.
  if (!reply.ok) return { ok: false, error: reply.error as { code: ErrorCode; params: Refusal['params'] } };
  return { ok: true, value: shape.parse(reply.value) };
}

/** Lets the person choose a file to read. */
export function chooseFile(purpose: FilePurpose): Promise<Answer<Chosen>> {
  return ask('shell.chooseFile', { purpose }, Chosen);
}

/** Lets the person choose the folder of a register, to open it or to make one in it. */
export function chooseRegisterFolder(): Promise<Answer<Chosen>> {
  return ask('shell.chooseFolder', { purpose: 'register-folder' }, Chosen);
}

/** Lets the person choose where a file is written. */
export function chooseSaveTarget(purpose: SavePurpose, suggestedName: string): Promise<Answer<Chosen>> {
  return ask('shell.chooseSaveTarget', { purpose, suggestedName }, Chosen);
}

/** Registers opened before on this computer. */
export function recentRegisters(): Promise<Answer<readonly Chosen[]>> {
  return ask('shell.recentRegisters', {}, z.array(Chosen));
}

/** The program's version, its driver, and whether Electron is stood in for. */
export function readInfo(): Promise<Answer<ShellInfo>> {
  return ask('shell.info', {}, Info);
}
