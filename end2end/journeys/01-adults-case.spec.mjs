// DOMAIN journey 1: an adult's case. Without children it takes a minute; with children it ends in answered letters.
import { axe, expect, signInAs, test } from '../support/fixtures.mjs';
import {
  approveLetter, beginAssessment, bornYearsAgo, examine, giveLetter, next, openCase, path, press, sign, writeArticles, writeChild, writeDecision, writeFacts, writeFollowUp,
  writeNotHeard, writeQuestion, writeTalk, writeWeighing,
} from '../support/assessment.mjs';

test('a case that touches no child is a record of its own', async ({ page }) => {
  await signInAs(page, 'worker');
  await page.getByRole('link', { name: 'Nytt ärende' }).click();
  const kinds = page.getByRole('navigation', { name: 'Vad ärendet gäller' });
  await expect(kinds.getByRole('link')).toHaveText(['En vuxens ärende', 'Barnets eget ärende', 'Ett generellt beslut']);
  await expect(kinds.getByRole('link', { name: 'En vuxens ärende' })).toHaveAttribute('aria-current', 'page');
  await next(page);
  await expect(page).toHaveTitle(/^Fel: /);
  await expect(page.getByRole('alert')).toContainText('Skriv den vuxnas namn');
  await examine(page);
  await page.getByLabel('Den vuxnas namn').fill('Gunnar Påhittad');
  await page.getByLabel('Vad ska beslutas?').fill('Ansökan om bistånd till glasögon');
  await page.getByLabel('Nej, inget barn').check();
  await page.getByLabel('Om inget barn berörs: hur vet du det?').fill('Bor ensam. Har frågat om barn, barnbarn och umgänge.');
  await next(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ärende');
  await expect(page.getByText('Inget barn berörs')).toBeVisible();
  await examine(page);
  await page.getByRole('link', { name: 'Förprövning' }).click();
  await expect(page.getByText('Har frågat om barn, barnbarn och umgänge.')).toBeVisible();
  await examine(page);
});

test('two children are assessed, heard, weighed and answered with letters', async ({ page, scripts }) => {
  test.slow();
  await signInAs(page, 'worker');
  await openCase(page, {
    adult: 'Maja Påhittad',
    matter: 'Ansökan om bistånd till hyresskuld',
    guardians: ['Omar Påhittad'],
    children: [['Elsa', bornYearsAgo(9)], ['Nils', bornYearsAgo(5)]],
  });
  await examine(page);
  const address = await beginAssessment(page);
  await examine(page);
  await expect(page.getByLabel('Vad ska beslutas?')).toHaveValue('Ansökan om bistånd till hyresskuld');
  await writeQuestion(page, ['Bevilja ansökan', 'Avslå ansökan']);
  await examine(page);
  await writeChild(page, 'Elsa');
  await writeChild(page, 'Nils');
  await examine(page);
  await writeFacts(page);

  // Before anybody contacts the child the page says that consent is missing.
  await page.getByLabel(/^Elsa/).check();
  await page.getByLabel('Planera eller skriv ner ett samtal').check();
  await page.getByRole('button', { name: 'Skapa anteckning' }).click();
  await expect(page.getByRole('heading', { name: 'Prata inte med barnet än' })).toBeVisible();
  await examine(page);
  await press(page, 'Ta bort den tomma anteckningen');

  await writeTalk(page, { address, child: /^Elsa/, name: 'Elsa', words: 'Jag vill inte byta klass en gång till.' });
  await writeNotHeard(page, { address, child: /^Nils/, name: 'Nils', reason: /för litet/, why: 'Nils är fem år och kände inte handläggaren. Mamma berättar med bilder.' });
  await examine(page);
  await writeArticles(page, address);
  await page.goto(`${address}/artiklar/3`);
  await examine(page);
  await writeWeighing(page, address, { names: ['Elsa', 'Nils'], outcome: 'Beslutet följer det barnet sade' });
  await page.goto(`${address}/avvagning`);
  await examine(page);
  await writeDecision(page, address, { chosen: 'Bevilja ansökan', content: 'Hyresskulden på 14 200 kronor beviljas.', plain: 'Ni får hjälp med hyran och bor kvar.' });
  await next(page);
  await page.goto(`${address}/granska`);
  await expect(page.getByRole('heading', { name: '1 saknas innan det går att signera' })).toBeVisible();
  await examine(page);
  await writeFollowUp(page, address);
  await expect(page.getByText('Allt som krävs är ifyllt')).toBeVisible();
  await examine(page);

  await page.getByRole('button', { name: 'Signera och lås' }).click();
  await expect(page.getByRole('alert')).toContainText('Intyga');
  await axe(page);
  await sign(page, address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await examine(page);

  await press(page, /Brev till Elsa/, 'link');
  const letter = path(page);
  await expect(page.locator('.letter')).toContainText('Jag vill inte byta klass en gång till.');
  await expect(page.locator('.letter')).toContainText('Ni får hjälp med hyran och bor kvar.');
  await examine(page);
  const readability = page.locator('details.readability');
  if (scripts) {
    await page.getByLabel('Vill du fråga något?').fill('Du erhåller svar inom kort.');
    await expect(readability).toContainText('erhåller → får');
    await expect(readability).toContainText('inom kort → snart');
    await expect(readability).toContainText('Räknas om medan du skriver');
    await expect(readability.locator('summary')).toContainText('högst 25');
  } else {
    await expect(readability).toContainText('Så som brevet senast sparades');
  }
  await page.getByLabel('Vill du fråga något?').fill('Ring mig när du vill. Jag svarar varje dag till klockan fyra.');
  if (scripts) {
    await expect(page.getByRole('status')).toContainText(/^Sparat \d\d\.\d\d$/);
  } else {
    await press(page, 'Spara brevet');
  }
  await page.goto(letter);
  await expect(page.locator('.letter')).toContainText('Ring mig när du vill.');
  await expect(readability).not.toContainText('erhåller');

  await approveLetter(page);
  await examine(page);
  const pdf = await page.request.get(`${letter}/brev.pdf`);
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');

  await giveLetter(page, { answer: 'Vad bra. Får jag säga det till Alva?' });
  await expect(page.getByText('Vad bra. Får jag säga det till Alva?')).toBeVisible();
  await examine(page);
  for (const name of ['beslut-intern', 'beslut-part', 'arbetsutskrift']) {
    const document = await page.request.get(`${address}/dokument/${name}.pdf`);
    expect(document.status(), name).toBe(200);
  }
});

test('the record that no child is touched can be written with the keyboard alone', async ({ page }) => {
  await signInAs(page, 'worker');
  await page.goto('/arenden/nytt');
  const here = () => page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.textContent ?? '');
  const tabTo = async (name) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await here()).includes(name)) return;
    }
    throw new Error(`${name} is not reached with the tab key`);
  };
  await page.keyboard.press('Tab');
  expect(await here()).toContain('Till innehållet');
  await page.keyboard.press('Enter');
  await tabTo('subject_name');
  await page.keyboard.type('Tangent Påhittad');
  await tabTo('matter');
  await page.keyboard.type('Ansökan om bistånd till glasögon');
  await tabTo('touches');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await tabTo('no_child_reason');
  await page.keyboard.type('Bor ensam. Har frågat om barn och umgänge.');
  await tabTo('Spara och fortsätt');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Inget barn berörs')).toBeVisible();
});
