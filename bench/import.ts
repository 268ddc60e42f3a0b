/**
 * Reading a workbook of 30,000 rows × 12 columns to typed rows, beside the bare parser on the same file. Each measure runs in a process of
 * its own, so that its peak memory is its own. Prints JSON lines.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readInWorker } from '../main/register/imports/read-in-worker.ts';

const rows = 30_000;
const rounds = 3;
const measures = ['nothing', 'bare-parser', 'import'] as const;
type Measure = (typeof measures)[number];
type Measured = { readonly ms: number; readonly cpuMs: number; readonly peakRssMb: number; readonly rows: number };

/** A roster in the shape of the sample file: title row, header, identity columns that are left out. */
async function makeRoster(path: string): Promise<void> {
  const { default: writeWorkbook } = await import('write-excel-file/node');
  const header = ['序号', '全国学籍号', '学号', '姓名', '性别', '出生日期', '年级', '班级', '是否住宿', '班主任', '监护人1姓名', '监护人1电话'];
  const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林'];
  const given = [...'子涵梓萱宇轩浩然欣怡诗琪雨桐嘉𬭎'];
  const pick = (list: readonly string[], number: number): string => list[number % list.length] ?? '';
  const data = Array.from({ length: rows }, (_, index) => [
    index + 1,
    `G3199002014${String(index).padStart(8, '0')}`,
    String(2_026_000_000 + index),
    pick(surnames, index) + pick(given, index >> 4) + pick(given, index >> 8),
    index % 2 === 0 ? '男' : '女',
    `2014${String((index % 12) + 1).padStart(2, '0')}${String((index % 28) + 1).padStart(2, '0')}`,
    '六年级',
    `六年级(${(index % 8) + 1})班`,
    '否',
    pick(surnames, index >> 3) + pick(given, index),
    pick(surnames, index) + pick(given, index >> 2),
    `1990000${String(index % 10_000).padStart(4, '0')}`,
  ]);
  await writeWorkbook([['在籍学生名册'], header, ...data]).toFile(path);
}

async function measure(what: Measure, path: string): Promise<Measured> {
  const bytes = readFileSync(path);
  const from = performance.now();
  const cpuFrom = process.cpuUsage();
  let read = 0;
  if (what === 'bare-parser') {
    const { readSheet } = await import('read-excel-file/node');
    read = (await readSheet(bytes)).length - 2;
  }
  if (what === 'import') {
    const result = await readInWorker(bytes, {});
    if (!result.ok) throw new Error(result.error.code);
    read = result.value.rows.length;
  }
  const cpu = process.cpuUsage(cpuFrom);
  return {
    ms: Math.round(performance.now() - from),
    cpuMs: Math.round((cpu.user + cpu.system) / 1000),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    rows: read,
  };
}

function measureApart(what: Measure, path: string): Measured {
  const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), what, path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(output) as Measured;
}

/** Runs the measures in turn and prints the median of each. */
export async function benchImport(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'xinhu-bench-'));
  const path = join(folder, 'roster.xlsx');
  try {
    await makeRoster(path);
    const runs = Array.from({ length: rounds }, () => measures.map((what) => ({ what, ...measureApart(what, path) }))).flat();
    for (const what of measures) {
      const [, median] = runs.filter((run) => run.what === what).sort((a, b) => a.ms - b.ms);
      console.log(JSON.stringify({ bench: 'import', columns: 12, rounds, ...median }));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const what = measures.find((name) => name === process.argv[2]);
  const path = process.argv[3];
  if (what && path) console.log(JSON.stringify(await measure(what, path)));
  else await benchImport();
}
