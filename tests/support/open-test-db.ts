/** Registers and folders for tests outside `db`, which has its own beside its code. */
export { openTestFolder, openTestRegister, testDriver, testKey } from '../../db/testing/open-register.ts';
export type { TestFolder, TestRegister } from '../../db/testing/open-register.ts';
