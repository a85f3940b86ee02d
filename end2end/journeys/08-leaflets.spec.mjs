// Leaflets: the manager writes who the unit is and how to reach it; a worker reads the leaflet and prints it, also in large type. Where
// nothing is written the leaflet still holds, and the page says who can write.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { examine, handOver, path, press } from '../support/assessment.mjs';

// The run's journeys share one demo: what this one writes is its own.
const STAMP = Date.now().toString(36);
// Both runs go at the same time, so each has a unit of its own.
const team = (scripts) =>
  scripts
    ? { manager: /^Birgitta Hallsten/, name: 'Birgitta Hallsten', worker: /^Åsa Lindehag/, representative: /^Samira Daoud/ }
    : { manager: /^Peter Sandmark/, name: 'Peter Sandmark', worker: /^Karin Östervall/, representative: /^Elin Norrlid/ };
const WHO = `Vi är sex personer som arbetar med pengar till mat och hyra (${STAMP}).`;

// What a PDF says, as a reader has it.
async function textOf(page, address) {
  const answer = await page.request.get(address);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['content-type']).toBe('application/pdf');
  const folder = mkdtempSync(join(tmpdir(), 'ogonhojd-leaflet-'));
  try {
    const file = join(folder, 'blad.pdf');
    writeFileSync(file, await answer.body());
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// From the main menu to a leaflet.
async function open(page, reader, language) {
  await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Informationsblad' }).click();
  await expect(page.getByRole('heading', { name: 'Informationsblad', level: 1 })).toBeVisible();
  await press(page, new RegExp(`^${language}[ ,]+${reader}$`), 'link');
  await expect(page.getByRole('heading', { name: reader, level: 1 })).toBeVisible();
}

test('the manager writes who the unit is, and the worker prints the leaflet', async ({ page, scripts }) => {
  const people = team(scripts);
  await signInAs(page, people.manager);
  await open(page, 'Till unga, 13–17 år', 'Svenska');
  await examine(page);
  await press(page, /^(Skriv vilka ni är|Ändra enhetens text)/, 'link');
  await examine(page);

  // What cannot be kept is asked for again, with every character in place.
  await page.getByLabel('Vilka är ni?').fill('');
  await page.getByLabel('Var finns ni?').fill('Kvarngatan 3, andra våningen');
  await page.getByLabel('Något mer som läsaren ska veta?').fill('Fråga om 20160229-2380.');
  await press(page, 'Spara enhetens text');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('alert')).toContainText('Skriv vilka ni är');
  await expect(page.getByLabel('Var finns ni?')).toHaveValue('Kvarngatan 3, andra våningen');
  await examine(page);

  await page.getByLabel('Vilka är ni?').fill(WHO);
  await page.getByLabel('Telefon', { exact: true }).fill('');
  await page.getByLabel('När kan man nå er?').fill('Måndag till fredag 9–11');
  await page.getByLabel('Något mer som läsaren ska veta?').fill('Vi kan ses i skolan om du vill det.');
  await press(page, 'Spara enhetens text');
  expect(path(page)).toMatch(/\/unga\/sv$/);
  await expect(page.getByText(`Enhetens text sparades av ${people.name}`)).toBeVisible();
  await expect(page.locator('.letter')).toContainText(WHO);

  await handOver(page, people.worker);
  await open(page, 'Till unga, 13–17 år', 'Svenska');
  await expect(page.locator('.letter')).toContainText(WHO);
  await expect(page.getByRole('link', { name: 'Ändra enhetens text' })).toHaveCount(0);
  await examine(page);
  const leaflet = path(page);
  for (const name of ['Öppna som PDF', 'PDF med stor text']) {
    const text = await textOf(page, await page.getByRole('link', { name }).getAttribute('href'));
    for (const words of ['Till dig som är mellan 13 och 17 år', WHO, 'Så når du oss', 'Måndag till fredag 9–11', '08-465 004']) {
      expect(text, name).toContain(words);
    }
  }
  // What the browser prints is the leaflet and nothing around it.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('link', { name: 'Öppna som PDF' })).toBeHidden();
  await expect(page.locator('.letter')).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  expect((await page.request.get(`${leaflet}/text`)).status()).toBe(404);
});

test('a leaflet without the unit\'s text holds, says who can write it, and belongs to the unit alone', async ({ page }) => {
  await signInAs(page, 'worker');
  await open(page, 'Till barn, 7–12 år', 'Engelska');
  await expect(page.getByRole('heading', { name: 'Enhetens egen text saknas' })).toBeVisible();
  await expect(page.getByText('Enhetens chef eller barnrättsombud kan skriva')).toBeVisible();
  const sheet = page.locator('.letter');
  await expect(sheet).toContainText('For you who are a child');
  await expect(sheet).toContainText('How to reach us');
  await expect(sheet).toContainText('Ekonomiskt bistånd Norr');
  await examine(page);
  const address = path(page);

  // The same leaflet in Swedish, in which the unit has written.
  await press(page, 'Samma blad på svenska', 'link');
  await expect(sheet).toContainText('Vi på Ekonomiskt bistånd Norr');
  await press(page, 'Ekonomiskt bistånd Norr', 'link');
  await expect(page.getByText(/av 6 blad/)).toBeVisible();
  await examine(page);

  await handOver(page, 'worker of another unit');
  expect((await page.request.get(address)).status()).toBe(404);
  expect((await page.request.get(`${address}/blad.pdf`)).status()).toBe(404);

  await handOver(page, 'coordinator');
  await page.getByRole('navigation', { name: 'Huvudmeny' }).getByRole('link', { name: 'Informationsblad' }).click();
  await expect(page.getByText('4 enheter i bokstavsordning.')).toBeVisible();
  await examine(page);
  await press(page, 'Ekonomiskt bistånd Norr', 'link');
  await press(page, /^Svenska[ ,]+Till föräldrar$/, 'link');
  await expect(sheet).toContainText('Samira Daoud');
});

test('two who write at the same time both see what the other wrote', async ({ page, another, scripts }) => {
  const people = team(scripts);
  await signInAs(page, people.manager);
  await open(page, 'Till unga, 13–17 år', 'Engelska');
  await press(page, /^(Skriv vilka ni är|Ändra enhetens text)/, 'link');
  const form = path(page);

  const other = await another();
  await signInAs(other, people.representative);
  await other.goto(form);
  await other.getByLabel('Vilka är ni?').fill(`We are six people (${STAMP} a).`);
  await press(other, 'Spara enhetens text');

  await page.getByLabel('Vilka är ni?').fill(`We help families (${STAMP} b).`);
  await press(page, 'Spara enhetens text');
  await expect(page.getByRole('heading', { name: /^Någon annan har sparat under tiden/ })).toBeVisible();
  await expect(page.getByText(`We are six people (${STAMP} a).`)).toBeVisible();
  await expect(page.getByLabel('Vilka är ni?')).toHaveValue(`We help families (${STAMP} b).`);
  await examine(page);
  await press(page, 'Spara enhetens text');
  await expect(page.locator('.letter')).toContainText(`We help families (${STAMP} b).`);

  // Taken out again, so that the next one begins where this one began.
  await press(page, 'Ändra enhetens text', 'link');
  await page.getByText('Ta bort enhetens text', { exact: true }).click();
  await examine(page);
  await press(page, 'Ja, ta bort texten');
  await expect(page.getByRole('heading', { name: 'Enhetens egen text saknas' })).toBeVisible();
});
