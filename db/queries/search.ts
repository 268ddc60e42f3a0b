/** Search texts that people type, as conditions on the covering index of pupils. */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** Escapes what LIKE would read as a wildcard; used with ESCAPE '\'. */
export function likeText(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

/** `column LIKE pattern` with our escape character. */
export function like(column: Expression<string>, pattern: string): Expression<SqlBool> {
  return sql<SqlBool>`${column} like ${pattern} escape '\\'`;
}

/** Pupils whose name contains the text, or whose full pinyin, initials or student number begins with it. */
export function pupilMatches(eb: ExpressionBuilder<Schema, 'pupil'>, search: string): Expression<SqlBool> {
  const plain = likeText(search.trim().normalize('NFC'));
  const letters = likeText(search.toLowerCase().replace(/\s+/g, ''));
  return eb.or([
    like(eb.ref('pupil.name'), `%${plain}%`),
    like(eb.ref('pupil.name_full'), `${letters}%`),
    like(eb.ref('pupil.name_initials'), `${letters}%`),
    like(eb.ref('pupil.student_no'), `${plain}%`),
  ]);
}
