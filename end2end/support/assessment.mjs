// What several journeys do on the way to their own point: a case with children, and the steps of an assessment.
import { expect } from '@playwright/test';
import { axe } from './axe.mjs';
import { checkNoOverflow } from './overflow.mjs';

/** The page as it is now has no accessibility violation and fits 320 px. */
export async function examine(page) {
  await axe(page);
  await checkNoOverflow(page);
}

/** A day some days from now, as people type it. */
export function day(offset) {
  const date = new Date(Date.now() + offset * 86_400_000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(date);
}

/** The date of birth of a child of some years. */
export function bornYearsAgo(years) {
  return `${new Date().getFullYear() - years - 1}-12-30`;
}

/** Opens a case in which children are touched and adds them; ends on the case's page. */
export async function openCase(page, { adult, matter, children, guardians = [] }) {
  await page.goto('/arenden/nytt');
  await page.getByLabel('Den vuxnas namn').fill(adult);
  await page.getByLabel('Vad ska beslutas?').fill(matter);
  await page.getByLabel('Ja, ett eller flera barn').check();
  await page.getByRole('button', { name: 'Spara och fortsätt' }).click();
  const caseAddress = new URL(page.url()).pathname.replace(/\/barn\/nytt$/, '');
  for (const guardian of guardians) {
    await page.goto(caseAddress);
    await page.getByText('Lägg till en vårdnadshavare', { exact: true }).click();
    await page.getByLabel('Namn', { exact: true }).fill(guardian);
    await page.getByRole('button', { name: 'Lägg till', exact: true }).click();
  }
  for (const [name, born] of children) {
    await page.goto(`${caseAddress}/barn/nytt`);
    await page.getByLabel('Vad heter barnet?').fill(name);
    await page.getByLabel('Födelsedatum').fill(born);
    await page.getByRole('button', { name: 'Spara barnet' }).click();
    await expect(page.getByRole('heading', { name, level: 3 })).toBeVisible();
  }
  return caseAddress;
}

/** Begins the assessment from the case's page; returns its address. */
export async function beginAssessment(page) {
  await page.getByRole('button', { name: 'Börja en barnkonsekvensanalys' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  return new URL(page.url()).pathname.replace(/\/fraga$/, '');
}

export const next = (page) => page.getByRole('button', { name: 'Spara och fortsätt' }).click();

/** Step 1. */
export async function writeQuestion(page, [first, second]) {
  await page.getByLabel('Alternativ 1').fill(first);
  await page.getByLabel('Alternativ 2').fill(second);
  await page.getByLabel('Vem fattar beslutet?').fill('Enhetschef, Ekonomiskt bistånd Norr');
  await page.getByLabel('Barnets bästa ska särskilt beaktas (beslut som rör barn)').check();
  await next(page);
}

/** Step 2, for the child whose page is open. */
export async function writeChild(page, name) {
  await page.getByLabel(`Hur har ${name} det i dag?`).fill(`${name} bor med sin mamma och går i skolan i området.`);
  await page.getByLabel(`Hur berörs ${name} av beslutet?`).fill('Genom att familjen kan behöva flytta.');
  await page.getByLabel(`Vad gör just ${name} sårbar eller stark?`).fill('Har bytt skola två gånger. Har en nära vän.');
  await next(page);
}

/** Step 3. */
export async function writeFacts(page) {
  await page.getByLabel('Vad är känt?').fill('Familjen har en hyresskuld på 14 200 kronor.');
  await page.getByLabel('Varifrån vet du det?').fill('Hyresvärdens brev den 3 november');
  await next(page);
}

/** Step 4: a talk that has taken place, with consent from every guardian. */
export async function writeTalk(page, { address, child, name, words }) {
  await page.goto(`${address}/rost`);
  await choose(page, 'Vilket barn?', child);
  await choose(page, 'Vad vill du skriva?', 'Planera eller skriv ner ett samtal');
  await page.getByRole('button', { name: 'Skapa anteckning' }).click();
  await choose(page, 'Vilken grund har samtalet?', /samtyck/i);
  for (const group of await page.getByRole('group', { name: /^Samtycke från/ }).all()) await group.getByLabel('Har samtyckt').check();
  await page.getByLabel('Vilken dag?').fill(day(-3));
  await page.getByLabel('Var?', { exact: true }).fill('På kontoret');
  await page.getByLabel('Vilka var med?').fill(`${name} och handläggaren`);
  await page.getByRole('radio', { name: 'Samtal', exact: true }).check();
  await page.getByLabel(`Vad fick ${name} veta, och på vilket sätt?`).fill('Vad ansökan gäller, med bilder.');
  await page.getByLabel(`Hur kontrollerade du att ${name} förstod?`).fill('Barnet fick berätta med egna ord.');
  await page.getByLabel(`${name} sade (1)`).fill(words);
  await page.getByRole('radio', { name: 'Ja, ett brev', exact: true }).check();
  await next(page);
}

/** Step 4: a child that was not heard. */
export async function writeNotHeard(page, { address, child, name, reason, why }) {
  await page.goto(`${address}/rost`);
  await choose(page, 'Vilket barn?', child);
  await choose(page, 'Vad vill du skriva?', 'Skriv varför barnet inte har hörts');
  await page.getByRole('button', { name: 'Skapa anteckning' }).click();
  await choose(page, `Varför har ${name} inte hörts?`, reason);
  if (why) await page.getByLabel('Förklara').fill(why);
  await next(page);
}

/** Step 5: every article, the first alternative better and the second worse for every child. */
export async function writeArticles(page, address) {
  for (const number of [2, 3, 6, 12, 19]) {
    await page.goto(`${address}/artiklar/${number}`);
    for (const box of await page.locator('.fact textarea').all()) await box.fill('Barnen bor kvar om skulden betalas. Skolan är två kvarter bort.');
    for (const group of await page.locator('section.group').filter({ has: page.locator('.kind-of-text') }).all()) {
      const better = (await group.getByRole('heading').innerText()).includes('Bevilja');
      const word = better ? 'Bättre' : 'Sämre';
      for (const view of ['De närmaste veckorna', 'Det kommande året']) await group.getByRole('group', { name: view }).getByLabel(word, { exact: true }).check();
      await group.getByLabel('Varför?').fill(better ? 'Hemmet blir kvar.' : 'Ett uppbrott mitt i terminen.');
    }
    await next(page);
  }
}

/** Step 6; `outcome` is what the decision does with each statement. */
export async function writeWeighing(page, address, { names, outcome, departsWhy }) {
  await page.goto(`${address}/avvagning`);
  for (const name of names) await page.getByLabel(`Vad är bäst för ${name}?`).fill('Att bo kvar terminen ut.');
  for (const box of await page.getByLabel('Hur tungt väger det mot annat?').all()) await box.fill('Tungt. Skulden är liten mot vad en flytt kostar barnet.');
  const statements = page.locator('section.group').filter({ has: page.locator('.words') });
  for (const group of await statements.all()) {
    await group.getByLabel('Stor vikt').check();
    await group.getByLabel('Varför, sett till ålder och mognad?').fill('Barnet beskriver konkret vad en flytt skulle betyda.');
    await group.getByLabel(outcome).check();
    if (departsWhy) await group.getByLabel('Om beslutet avviker: varför?').fill(departsWhy);
  }
  await page.getByLabel('Vilka andra intressen finns, och hur väger de?').fill('Kommunens kostnad väger lätt här.');
  await page.getByLabel('Finns det konflikter mellan barnen, eller mellan rättigheter?').fill('Nej');
  await next(page);
}

/** Step 7, up to the plain words for the first child. */
export async function writeDecision(page, address, { chosen, content, plain }) {
  await page.goto(`${address}/beslut`);
  await page.getByLabel(chosen, { exact: true }).check();
  await page.getByLabel('Beslutet', { exact: true }).fill(content);
  await page.getByLabel('Skälen', { exact: true }).fill('Barnens behov av att bo kvar väger tyngst.');
  await page.getByLabel('Beslutsdag').fill(day(0));
  await page.getByLabel('Beslutsfattare').fill('Birgitta Hallsten');
  for (const group of await page.getByRole('group', { name: /^Går beslutet emot/ }).all()) await group.getByLabel('Nej, beslutet är det bästa för barnet').check();
  for (const box of await page.getByLabel(/^Beslutet, sagt till/).all()) await box.fill(plain);
  for (const box of await page.getByLabel(/^Varför, sagt till/).all()) await box.fill('Vi vill att du ska få gå kvar i din skola.');
}

/** Step 9. */
export async function writeFollowUp(page, address) {
  await page.goto(`${address}/uppfoljning`);
  await page.getByLabel('När följer du upp hur det blev för barnen?').fill(day(30));
  await next(page);
}

/** Ticks every attestation and signs. */
export async function sign(page, address) {
  await page.goto(`${address}/granska`);
  for (const box of await page.locator('form.attest').getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: 'Signera och lås' }).click();
}

async function choose(page, question, answer) {
  const option = page.getByRole('group', { name: question }).getByRole('radio', { name: answer }).first();
  await option.check();
}
