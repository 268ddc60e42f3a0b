/** Search texts that people type, as conditions that a covering index answers. */
import type { Expression, ExpressionBuilder, ReferenceExpression, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** The column contains the text. Plain comparison: no wildcards to escape, and half the time of LIKE. */
export function contains(column: Expression<string>, text: string): Expression<SqlBool> {
  return sql<SqlBool>`instr(${column}, ${text}) > 0`;
}

function beginsWith(eb: ExpressionBuilder<Schema, 'pupil'>, column: ReferenceExpression<Schema, 'pupil'>, text: string): Expression<SqlBool> {
  // U+FFFF sorts behind every character that keys and numbers are made of.
  return eb.and([eb(column, '>=', text), eb(column, '<', `${text}\uffff`)]);
}

/** Pupils whose name contains the text, or whose full pinyin, initials or student number begins with it. */
export function pupilMatches(eb: ExpressionBuilder<Schema, 'pupil'>, search: string): Expression<SqlBool> {
  const text = search.trim().normalize('NFC');
  const named = contains(eb.ref('pupil.name'), text);
  // Keys and numbers hold no Han characters, except for those without a known reading, which the name finds as well.
  if (/\p{Script=Han}/u.test(text)) return named;
  const letters = text.toLowerCase().replace(/\s+/g, '');
  return eb.or([named, beginsWith(eb, 'pupil.name_full', letters), beginsWith(eb, 'pupil.name_initials', letters), beginsWith(eb, 'pupil.student_no', text)]);
}
