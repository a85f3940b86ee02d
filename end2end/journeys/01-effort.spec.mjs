// A standard assessment of two children, done as one does it who knows the tool: what it costs in pages and clicks. Every further
// question that the method asks takes its room here.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import {
  beginAssessment, bornYearsAgo, fillFacts, next, openCase, path, press, sign, writeArticles, writeChild, writeDecision, writeFollowUp, writeQuestion, writeTalk,
  writeWeighing,
} from '../support/assessment.mjs';
import { countEffort } from '../support/effort.mjs';

const MOST_LOADS = 40;
const MOST_CLICKS = 120;

test('two children take at most 40 pages and 120 clicks from the case to the signature', async ({ page }) => {
  test.slow();
  await signInAs(page, 'worker');
  const caseAddress = await openCase(page, {
    adult: 'Vera Påhittad',
    matter: 'Ansökan om bistånd till hyresskuld',
    guardians: ['Ismael Påhittad'],
    children: [['Moa', bornYearsAgo(12)], ['Leo', bornYearsAgo(8)]],
  });
  expect(path(page)).toBe(caseAddress);

  const { effort, stop } = countEffort(page);
  const costs = [];
  const part = (name) => {
    const before = costs.reduce((sum, cost) => ({ loads: sum.loads + cost.loads, clicks: sum.clicks + cost.clicks }), { loads: 0, clicks: 0 });
    costs.push({ name, loads: effort.loads - before.loads, clicks: effort.clicks - before.clicks });
  };
  try {
    const address = await beginAssessment(page, { ticked: ['Något kan bli sämre för barnet.'] });
    part('begin');
    await writeQuestion(page, ['Bevilja ansökan', 'Avslå ansökan']);
    part('question');
    await writeChild(page, 'Moa');
    await writeChild(page, 'Leo');
    part('children');
    await fillFacts(page);
    await press(page, 'Lägg till en uppgift');
    await page.getByLabel('Vad är känt?').nth(1).fill('Barnen har skolkort och går till skolan.');
    await page.getByLabel('Varifrån vet du det?').nth(1).fill('Mamman den 4 november');
    await next(page);
    part('facts');
    await writeTalk(page, { address, child: /^Moa/, name: 'Moa', words: 'Jag vill gå kvar i min klass.' });
    await writeTalk(page, { address, child: /^Leo/, name: 'Leo', words: 'Jag vill ha kvar min säng.' });
    part('voice');
    await press(page, 'Fortsätt till artiklarna', 'link');
    await press(page, 'Fortsätt', 'link');
    await writeArticles(page, address);
    part('articles');
    await writeWeighing(page, address, { names: ['Moa', 'Leo'], outcome: 'Beslutet följer det barnet sade' });
    part('weighing');
    await writeDecision(page, address, { chosen: 'Bevilja ansökan', content: 'Hyresskulden på 14 200 kronor beviljas.', plain: 'Ni får hjälp med hyran och bor kvar.' });
    await next(page);
    part('decision');
    await writeFollowUp(page, address);
    part('follow-up');
    await sign(page, address);
    part('signature');
  } finally {
    stop();
  }
  await expect(page.getByRole('link', { name: /Brev till Moa/ })).toBeVisible();

  const told = costs.map(({ name, loads, clicks }) => `${name} ${loads}/${clicks}`).join(', ');
  console.log(`${effort.loads} pages, ${effort.clicks} clicks, of which ${effort.cursors} put the cursor into a page's first field (${told})`);
  // Less than this would mean that something was not counted.
  expect(effort.loads).toBeGreaterThan(15);
  expect(effort.clicks).toBeGreaterThan(60);
  expect(effort.loads).toBeLessThanOrEqual(MOST_LOADS);
  expect(effort.clicks).toBeLessThanOrEqual(MOST_CLICKS);
});
