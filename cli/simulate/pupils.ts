/** An invented roster as a platform would export it. */
import type { Random } from './random.ts';

const surnames = ['陈', '李', '王', '张', '刘', '沈', '陆', '顾', '欧阳', '上官', '周', '吴', '徐', '孙', '朱', '高'];
const given = ['子', '若', '思', '雨', '佳', '宁', '轩', '泽', '语', '桐', '安', '悦', '然', '可', '一', '诺', '辰', '溪', '䶮', '玥'];
const classesPerGrade = 4;
const gradeWords = ['六年级', '七年级', '八年级', '九年级'];

export const classNames: readonly string[] = gradeWords.flatMap((grade) => Array.from({ length: classesPerGrade }, (_, index) => `${grade}(${index + 1})班`));

/** CSV text of `count` pupils, spread over the classes, with two guardians each. */
export function rosterCsv(random: Random, count: number): string {
  const rows = Array.from({ length: count }, (_, index) => rowOf(random, index));
  return `学号,姓名,性别,年级,班级,监护人1姓名,监护人1关系,监护人1电话\n${rows.join('\n')}\n`;
}

function rowOf(random: Random, index: number): string {
  const className = classNames[index % classNames.length] ?? '';
  const surname = random.pick(surnames);
  const name = surname + random.pick(given) + (random.chance(0.8) ? random.pick(given) : '');
  const number = `2024${String(index + 1).padStart(5, '0')}`;
  const phone = `1390000${String(index % 10_000).padStart(4, '0')}`;
  return [number, name, random.chance(0.5) ? '男' : '女', className.slice(0, 3), className, `${surname}女士`, '母亲', phone].join(',');
}
