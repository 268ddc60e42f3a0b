import { readFile, writeFile } from 'node:fs/promises';
import { base64Of } from '../../../main/register/crypto/bytes.ts';
import { generateSignSeed, publicKeyOf } from '../../../main/register/crypto/sign.ts';
import { OfficeCard, signOfficeCard } from '../../../main/register/package/office-card.ts';

/** Writes a card of the office whose card stands at `from`, with keys that nobody knows of it. */
export async function writeChangedCard(from: string, to: string): Promise<void> {
  const { card } = JSON.parse(await readFile(from, 'utf8')) as { readonly card: unknown };
  const seed = generateSignSeed();
  const signers: OfficeCard['signers'] = [{ role: 'center_head', publicKey: base64Of(publicKeyOf(seed)) }];
  await writeFile(to, signOfficeCard({ ...OfficeCard.parse(card), signers }, seed));
}
