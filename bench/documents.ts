/**
 * Letters per second as docx and PDF: in this thread, and both files of each through the pool with one thread and with two; beside the bare
 * libraries with the same text and beside LibreOffice on the same files in the same run. Each measure runs in a process of its own, so that
 * its cold time and its memory are its own. Wall time depends on what else the machine does (`load` is its average of the last minute),
 * processor time hardly; it counts all threads of the process. Prints JSON lines.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Document, Packer, Paragraph } from 'docx';
import pdfmake from 'pdfmake';
import { buildDocument } from '../templates/build.ts';
import { FactsContext } from '../templates/context.ts';
import { resolveFacts } from '../templates/facts.ts';
import type { DocumentModel } from '../templates/model/nodes.ts';
import { loadTemplate } from '../templates/registry.ts';
import { renderDocx } from '../templates/render/docx.ts';
import { openFonts } from '../templates/render/fonts.ts';
import { renderPdf } from '../templates/render/pdf.ts';
import { createRenderPool } from '../templates/render/pool.ts';
import { renderText } from '../templates/render/text.ts';

const letters = { docx: 600, 'bare-docx': 300, pdf: 120, 'bare-pdfmake': 30, 'pool-1': 240, 'pool-2': 240 } as const;
type Measure = keyof typeof letters;
type PoolMeasure = 'pool-1' | 'pool-2';
type ThreadMeasure = Exclude<Measure, PoolMeasure>;
const batch = 20;

const template = loadTemplate('D01');
const context = FactsContext.parse(JSON.parse(readFileSync(new URL('../templates/D01/fixture.json', import.meta.url), 'utf8')));

/** Every letter is another pupil's. */
function letterOf(index: number): DocumentModel {
  const names = [...'马𬭎䶮牛㛃乔𫖯温𠅤林栖迟纪明澜'];
  const pupilName = `${names[index % names.length] ?? ''}${names[(index * 7 + 3) % names.length] ?? ''}`;
  const { facts } = resolveFacts(template, context);
  const built = buildDocument(template, { ...facts, fields: { ...facts.fields, pupilName } }, { draft: false });
  if (!built.ok) throw new Error(built.error.code);
  return built.value;
}

function makerOf(what: ThreadMeasure): (index: number) => Promise<Uint8Array> {
  switch (what) {
    case 'docx':
      return (index) => renderDocx(letterOf(index));
    case 'pdf': {
      const fonts = openFonts();
      return (index) => renderPdf(letterOf(index), fonts);
    }
    case 'bare-docx':
      return async (index) =>
        Packer.toBuffer(
          new Document({
            sections: [
              {
                children: renderText(letterOf(index))
                  .split('\n')
                  .map((text) => new Paragraph(text)),
              },
            ],
          }),
        );
    case 'bare-pdfmake': {
      const face = fileURLToPath(new URL('../templates/render/fonts/xinhu-song.ttf', import.meta.url));
      pdfmake.setUrlAccessPolicy(() => false);
      pdfmake.setLocalAccessPolicy((path) => path === face);
      return async (index) => {
        pdfmake.setFonts({ song: { normal: face } });
        return pdfmake.createPdf({ defaultStyle: { font: 'song', fontSize: 16 }, content: renderText(letterOf(index)).split('\n') }).getBuffer();
      };
    }
    default:
      return what satisfies never;
  }
}

async function measure(what: ThreadMeasure): Promise<void> {
  const began = performance.now();
  const make = makerOf(what);
  const first = await make(0);
  const coldMs = performance.now() - began;
  const times: number[] = [];
  const cpu = process.cpuUsage();
  for (let index = 1; index <= letters[what]; index++) {
    const from = performance.now();
    await make(index);
    times.push(performance.now() - from);
  }
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const total = times.reduce((sum, ms) => sum + ms, 0);
  print({
    measure: what,
    lettersPerSecond: round(1000 / (total / times.length)),
    medianMs: round(times[times.length >> 1] ?? 0),
    p95Ms: round(times[Math.floor(times.length * 0.95)] ?? 0),
    cpuMsPerLetter: round((user + system) / 1000 / times.length),
    coldMs: round(coldMs),
    load: load(),
    bytes: first.length,
    peakRssMb: peakRssMb(),
  });
}

/** All letters are asked for at once, after one that warms the first thread. */
async function measurePool(what: PoolMeasure): Promise<void> {
  const began = performance.now();
  const pool = createRenderPool({ workers: what === 'pool-1' ? 1 : 2 });
  const made = async (index: number): Promise<void> => {
    const outcome = await pool.renderInWorker(letterOf(index));
    if (!outcome.ok) throw new Error(outcome.error.code);
  };
  await made(0);
  const coldMs = performance.now() - began;
  const cpu = process.cpuUsage();
  const from = performance.now();
  await Promise.all(Array.from({ length: letters[what] }, (_, index) => made(index + 1)));
  const ms = (performance.now() - from) / letters[what];
  const { user, system } = process.cpuUsage(cpu);
  print({
    measure: what,
    lettersPerSecond: round(1000 / ms),
    msPerLetter: round(ms),
    cpuMsPerLetter: round((user + system) / 1000 / letters[what]),
    coldMs: round(coldMs),
    load: load(),
    peakRssMb: peakRssMb(),
  });
  await pool.close();
}

async function measureOffice(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-documents-'));
  try {
    const files: string[] = [];
    for (let index = 0; index < batch; index++) {
      const file = join(folder, `${index}.docx`);
      writeFileSync(file, await renderDocx(letterOf(index)));
      files.push(file);
    }
    const out = join(folder, 'out');
    mkdirSync(out);
    const convert = (some: readonly string[]): number => {
      const from = performance.now();
      execFileSync('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'pdf', '--outdir', out, ...some], {
        stdio: 'ignore',
      });
      return performance.now() - from;
    };
    // The first start makes a profile.
    convert(files.slice(0, 1));
    const single = [1, 2, 3].map((index) => convert(files.slice(index, index + 1))).sort((a, b) => a - b)[1] ?? 0;
    const together = convert(files);
    print({
      measure: 'libreoffice-docx-to-pdf-single',
      msPerLetter: round(single),
      lettersPerSecond: round(1000 / single),
      bytes: readFileSync(join(out, '1.pdf')).length,
    });
    print({ measure: `libreoffice-docx-to-pdf-batch-${batch}`, msPerLetter: round(together / batch), lettersPerSecond: round((1000 * batch) / together) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function peakRssMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

function load(): number {
  return round(loadavg()[0] ?? 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function print(line: Readonly<Record<string, string | number>>): void {
  process.stdout.write(`${JSON.stringify({ bench: 'documents', ...line })}\n`);
}

function isThreadMeasure(text: string | undefined): text is ThreadMeasure {
  return text === 'docx' || text === 'bare-docx' || text === 'pdf' || text === 'bare-pdfmake';
}

const [, , chosen] = process.argv;
if (chosen === 'pool-1' || chosen === 'pool-2') await measurePool(chosen);
else if (isThreadMeasure(chosen)) await measure(chosen);
else {
  for (const what of Object.keys(letters)) execFileSync(process.execPath, [fileURLToPath(import.meta.url), what], { stdio: 'inherit' });
  try {
    await measureOffice();
  } catch {
    print({ measure: 'libreoffice', skipped: 'soffice is not installed' });
  }
  print({ measure: 'targets', docxLettersPerSecond: 100, pdfLettersPerSecond: 15, docxBytes: 15_000, pdfBytes: 125_000, cores: availableParallelism() });
}
