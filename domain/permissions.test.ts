import { describe, expect, it } from 'vitest';
import { eventOf } from './events.fixture.ts';
import { definitionOf } from './events/registry.ts';
import { actionRoles, can, levelOf, redact, type Action } from './permissions.ts';
import { registerKinds, roles, rolesOf, type Role } from './vocabulary.ts';

describe('permissions', () => {
  it.each<[Role, string, string, string]>([
    ['psych_teacher', 'detail', 'detail', 'detail'],
    ['vice_principal', 'attention', 'attention', 'attention'],
    ['principal', 'attention', 'attention', 'attention'],
    ['class_teacher', 'deny', 'mark', 'deny'],
    ['office_admin', 'deny', 'deny', 'deny'],
    ['auditor', 'deny', 'deny', 'attention'],
    ['center_counselor', 'detail', 'detail', 'detail'],
    ['center_head', 'detail', 'detail', 'detail'],
  ])('%s sees %s of any case, %s of one of the own class, %s with a logged reason', (role, any, own, reasoned) => {
    expect([
      levelOf(role, { assigned: false, ownClass: false }),
      levelOf(role, { assigned: false, ownClass: true }),
      levelOf(role, { assigned: false, ownClass: false, reasonLogged: true }),
    ]).toEqual([any, own, reasoned]);
  });

  it('keeps the administrator and the auditor away from pupils', () => {
    const actions = Object.keys(actionRoles) as Action[];
    expect(actions.filter((action) => can('office_admin', action, 'school'))).toEqual([
      'user.manage',
      'backup.make',
      'rule_pack.activate',
      'calendar.edit',
      'directory.edit',
      'identity.export',
      'roster.import',
      'template.edit',
      'audit.read',
    ]);
    expect(actions.filter((action) => can('auditor', action, 'school'))).toEqual(['case.read', 'statistics.read', 'audit.read']);
  });

  it('lets leaders sign and never write or read notes', () => {
    for (const role of ['vice_principal', 'principal'] as const) {
      expect([can(role, 'document.sign', 'school'), can(role, 'note.read', 'school'), can(role, 'note.write', 'school')]).toEqual([true, false, false]);
    }
    expect(can('psych_teacher', 'document.sign', 'school')).toBe(false);
  });

  it('gives nobody anything in a register of the other kind', () => {
    for (const kind of registerKinds) {
      for (const role of roles.filter((one) => !rolesOf[kind].includes(one))) {
        expect((Object.keys(actionRoles) as Action[]).filter((action) => can(role, action, kind))).toEqual([]);
      }
    }
  });

  it('hides session notes from leaders and names what was left out', () => {
    const interview = eventOf({ type: 'interview_held', payload: definitionOf('interview_held').example });
    expect(redact(interview, 'attention')).toMatchObject({
      payload: { proposedGrade: 'R3' },
      withheld: ['findings', 'ideation', 'plan', 'means', 'attempt', 'selfHarm', 'protectiveFactors', 'note'],
    });
    expect(redact(interview, 'mark')).toBeNull();
    expect(redact(interview, 'deny')).toBeNull();
    expect(redact(eventOf({ type: 'from_a_newer_version', payload: { secret: 1 } }), 'attention')).toMatchObject({ payload: {}, withheld: ['secret'] });
  });
});
