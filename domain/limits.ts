/**
 * How long texts of a register may be, in characters. The contract asks for no more, readers of files and packages cut or refuse what is
 * longer, and the columns hold as much (db/limits.test.ts compares them: a released migration does not follow this file).
 */
export const limits = {
  /** Of pupils, guardians, teachers and users. */
  personName: 64,
  officeName: 80,
  /** As an office writes it. */
  studentNo: 40,
  /** As it is stored: a centre puts the id of the school before it. */
  storedStudentNo: 128,
  className: 64,
  address: 400,
  relation: 32,
  phone: 40,
  guardians: 9,
  /** Who took a call, and who called. */
  callParty: 64,
  callText: 4000,
} as const;
