/** The set-up that the specs of the window share: an office is opened, the program started on its register, and somebody sits down. */
import { test, type Page } from '@playwright/test';
import { passphraseOf, type TestOffice } from '../../support/test-office.ts';
import { sitDown, type Desk } from '../desk.ts';
import { launch, type Program } from './launch.ts';

export type Opened = { readonly office: TestOffice };
export type Seat = { readonly program: Program; readonly desk: Desk; readonly page: Page };

/**
 * The tests of the file run one after the other at one window. `open` makes the office and what the tests want to know of it; `login`, if given,
 * is unlocked before the first test. Answers with what gives both to a test.
 */
export function seatAt<O extends Opened>(open: () => Promise<O>, login?: string): () => O & Seat {
  let seat: (O & Seat) | undefined;
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  test.beforeAll(async () => {
    const opened = await open();
    await opened.office.host.close();
    const program = await launch({ register: opened.office.folder });
    const desk = await sitDown(program);
    seat = { ...opened, program, desk, page: desk.page };
    if (login !== undefined) await desk.unlock(login, passphraseOf(login));
  });
  test.afterAll(async () => {
    await seat?.program.close();
    await seat?.office[Symbol.asyncDispose]();
  });
  return () => {
    if (seat === undefined) throw new Error('Nobody has sat down yet.');
    return seat;
  };
}
