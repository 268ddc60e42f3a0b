/**
 * A second program for tests: `node child.ts hold|write <driver> <folder>`. It opens the register, prints `open`, and then holds it, or
 * writes transactions of two rows each without end, printing the number of each that was acknowledged.
 */
import { driverNameFrom } from '../driver/choose.ts';
import { openRegisterWith } from '../open.ts';
import { setMeta } from '../stores/meta-store.ts';
import { testDriver, testKey } from './open-register.ts';

const [job, name, folder] = process.argv.slice(2);
const driver = await testDriver(driverNameFrom(name));
const opened = await openRegisterWith({ folder: folder ?? '', key: testKey, driver });
if (!opened.ok) {
  process.stdout.write(`${opened.error}\n`);
  process.exit(1);
}
process.stdout.write('open\n');
const register = opened.value;

async function writeWithoutEnd(first: number): Promise<never> {
  for (let count = first; ; count += 1) {
    const n = count;
    await register.write(async (tx) => {
      await setMeta(tx, `left-${n}`, 'x'.repeat(n % 5000));
      await setMeta(tx, `right-${n}`, 'y'.repeat(n % 3000));
    });
    process.stdout.write(`${n}\n`);
  }
}

if (job === 'write') await writeWithoutEnd(Number(process.argv[5] ?? 0));
setInterval(() => undefined, 1000);
