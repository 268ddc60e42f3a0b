/** Creating, opening and leaving a register; users; the register's own checks. */
import { Instant } from '../domain/time.ts';
import { OfficeId, UserId } from '../domain/ids.ts';
import { RegisterKind, Role } from '../domain/vocabulary.ts';
import { z } from '../domain/zod.ts';
import { gate, query, task } from './define.ts';
import { FileToken, Login, Name, OfficeProfile, Passphrase, SessionView, UserSummary, VerifyFinding, officeStaff } from './shapes.ts';

const openErrors = [
  'REGISTER_MISSING',
  'KEYSLOTS_MISSING',
  'KEYSLOTS_DAMAGED',
  'KEYSLOTS_NEWER',
  'KDF_TOO_WEAK',
  'DB_MISSING',
  'KEY_REJECTED',
  'DB_DAMAGED',
  'DB_NEWER_THAN_APP',
  'DB_LOCKED',
  'FOLDER_READ_ONLY',
  'DISK_FULL',
  'DRIVER_MISSING',
  'FILE_TOKEN_UNKNOWN',
] as const;

const RecoveryText = z.string().min(8).max(400);

export const sessionOperations = {
  /** Makes a new register in an empty folder, with its first administrator, and proves that the file is encrypted. */
  'register.create': gate({
    input: z.strictObject({
      folder: FileToken,
      kind: RegisterKind,
      office: OfficeProfile,
      admin: z.strictObject({ login: Login, displayName: Name }),
      passphrase: Passphrase,
    }),
    output: z.strictObject({ officeId: OfficeId, recoveryCode: z.string(), cipher: z.string(), driver: z.string() }),
    errors: ['REGISTER_EXISTS', 'PASSPHRASE_WEAK', ...openErrors],
    access: 'anyone',
    secrets: ['passphrase'],
  }),
  /** What an unlock page needs: whether a register is chosen, whether it is open, and logins to choose from. */
  'session.status': gate({
    input: z.strictObject({ folder: FileToken.optional() }),
    output: z.strictObject({ registerChosen: z.boolean(), unlocked: z.boolean(), logins: z.array(Login), driver: z.string(), session: SessionView.nullable() }),
    errors: [...openErrors],
    access: 'anyone',
  }),
  /** Opens the register with a person's own passphrase. A wrong login and a wrong passphrase answer alike. */
  'session.unlock': gate({
    input: z.strictObject({ folder: FileToken.optional(), login: Login, passphrase: Passphrase }),
    output: SessionView,
    errors: ['PASSPHRASE_WRONG', 'USER_DISABLED', ...openErrors],
    access: 'anyone',
    secrets: ['passphrase'],
  }),
  /** Opens the register with the printed recovery sheet and sets a new passphrase for an administrator. */
  'session.recover': gate({
    input: z.strictObject({ folder: FileToken.optional(), login: Login, recoveryCode: RecoveryText, passphrase: Passphrase }),
    output: SessionView,
    errors: ['RECOVERY_CODE_WRONG', 'PASSPHRASE_WEAK', 'PASSPHRASE_WRONG', 'USER_UNKNOWN', 'USER_DISABLED', ...openErrors],
    access: 'anyone',
    secrets: ['passphrase', 'recoveryCode'],
  }),
  /** Three shares of the recovery code, any two of which give it back: for three people who trust no single drawer. */
  'recovery.split': gate({
    input: z.strictObject({ recoveryCode: RecoveryText }),
    output: z.strictObject({ shares: z.array(z.string()).length(3) }),
    errors: ['RECOVERY_CODE_WRONG'],
    access: 'anyone',
    secrets: ['recoveryCode'],
  }),
  'recovery.join': gate({
    input: z.strictObject({ first: RecoveryText, second: RecoveryText }),
    output: z.strictObject({ recoveryCode: z.string() }),
    errors: ['RECOVERY_CODE_WRONG'],
    access: 'anyone',
    secrets: ['first', 'second'],
  }),
  /** Forgets keys and closes the file; the window's shell also ends the process. */
  'session.lock': gate({ input: z.strictObject({}), output: z.strictObject({}), errors: [], access: 'anyone' }),

  'users.list': query({ input: z.strictObject({}), output: z.array(UserSummary), errors: [], access: 'anyUser' }),
  /** Classes of the roster with their grades, in the words in which `users.add` takes one; empty before there is a roster. */
  'users.classes': query({ input: z.strictObject({}), output: z.array(z.string()), errors: [], access: ['office_admin'] }),
  /**
   * A class teacher sees one class of one grade. `classKnown` false: there is no roster yet to tell whether it exists. Afterwards a class that
   * nobody is in is refused (CLASS_UNKNOWN), and at all times one whose grade is open (CLASS_AMBIGUOUS).
   */
  'users.add': task({
    input: z.strictObject({ login: Login, displayName: Name, role: Role, classScope: z.string().max(40).nullable().default(null), passphrase: Passphrase }),
    output: z.strictObject({ ...UserSummary.shape, classKnown: z.boolean() }),
    errors: ['LOGIN_TAKEN', 'ROLE_NOT_HERE', 'CLASS_UNKNOWN', 'CLASS_AMBIGUOUS', 'PASSPHRASE_WEAK', 'FOLDER_READ_ONLY', 'DISK_FULL', 'KEYSLOTS_DAMAGED'],
    access: ['office_admin'],
    secrets: ['passphrase'],
  }),
  'users.changePassphrase': task({
    input: z.strictObject({ oldPassphrase: Passphrase, passphrase: Passphrase }),
    output: z.strictObject({}),
    errors: ['PASSPHRASE_WRONG', 'PASSPHRASE_WEAK', 'FOLDER_READ_ONLY', 'DISK_FULL', 'KEYSLOTS_DAMAGED'],
    access: 'anyUser',
    secrets: ['oldPassphrase', 'passphrase'],
  }),
  /** A new recovery sheet for the administrator who asks, with the passphrase again. The earlier sheet stops working. */
  'recovery.renew': task({
    input: z.strictObject({ passphrase: Passphrase }),
    output: z.strictObject({ recoveryCode: z.string() }),
    errors: ['PASSPHRASE_WRONG', 'FOLDER_READ_ONLY', 'DISK_FULL', 'KEYSLOTS_DAMAGED'],
    access: ['office_admin'],
    secrets: ['passphrase'],
  }),
  /**
   * The holder of the recovery sheet stays until another administrator renewed it: the sheet opens with the holder's keys. The owner of open
   * cases stays until they are handed over: nobody would be told what falls due in them.
   */
  'users.disable': task({
    input: z.strictObject({ userId: UserId }),
    output: UserSummary,
    errors: ['USER_UNKNOWN', 'LAST_ADMIN', 'RECOVERY_HOLDER', 'OWNS_CASES', 'FOLDER_READ_ONLY', 'DISK_FULL', 'KEYSLOTS_DAMAGED'],
    access: ['office_admin'],
  }),

  'office.profile': query({
    input: z.strictObject({}),
    output: z.strictObject({ officeId: OfficeId, kind: RegisterKind, profile: OfficeProfile }),
    errors: [],
    access: 'anyUser',
  }),
  'office.update': task({ input: z.strictObject({ profile: OfficeProfile }), output: z.strictObject({}), errors: [], access: ['office_admin'] }),

  /** Opens every chain and signature again and counts what does not fit. */
  'register.verify': task({
    input: z.strictObject({}),
    output: z.strictObject({
      ok: z.boolean(),
      encrypted: z.boolean(),
      driver: z.string(),
      events: z.int(),
      cases: z.int(),
      auditEntries: z.int(),
      documents: z.int(),
      signatures: z.int(),
      head: z.strictObject({ seq: z.int(), hash: z.string() }),
      findings: z.array(VerifyFinding),
    }),
    errors: [],
    access: ['office_admin', 'auditor', 'psych_teacher', 'vice_principal', 'center_head'],
  }),
  'register.backup': task({
    input: z.strictObject({}),
    output: z.strictObject({ file: z.string(), bytes: z.int(), sha256: z.string() }),
    errors: ['DISK_FULL', 'FOLDER_READ_ONLY', 'DB_DAMAGED'],
    access: ['office_admin', 'psych_teacher', 'center_head'],
  }),
  'register.counts': query({ input: z.strictObject({}), output: z.record(z.string(), z.int()), errors: [], access: officeStaff }),
  'audit.list': query({
    input: z.strictObject({ offset: z.int().min(0).default(0), limit: z.int().min(1).max(200).default(50) }),
    output: z.strictObject({
      total: z.int(),
      rows: z.array(
        z.strictObject({
          seq: z.int(),
          at: Instant,
          userId: UserId.nullable(),
          login: z.string().nullable(),
          operation: z.string(),
          subjectId: z.string().nullable(),
          outcome: z.string(),
          /** Codes and numbers. */ detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
        }),
      ),
    }),
    errors: [],
    access: ['auditor', 'office_admin', 'vice_principal', 'center_head'],
  }),
} as const;
