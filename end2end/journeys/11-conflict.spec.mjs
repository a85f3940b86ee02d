// The same page of an assessment stands open on two computers. Whoever saves last sees both texts, who saved and when, and says what is
// to stand; nothing is overwritten meanwhile. Two people write on the same page only where both answer for it: of a unit's leaflets, plan
// and self-monitoring the journeys of those tell.
import { expect, signInAs, test } from '../support/fixtures.mjs';
import { beginAssessment, bornYearsAgo, examine, openCase, path, press, save } from '../support/assessment.mjs';

const CONFLICT = 'Samma sida har sparats någon annanstans';

// A worker with an assessment whose first page stands open on two computers, before anything is saved on either.
async function onTwoComputers(page, another, adult) {
  await signInAs(page, 'worker');
  await openCase(page, { adult, matter: 'Ansökan om hyresskuld', children: [['Nils', bornYearsAgo(8)]] });
  const address = `${await beginAssessment(page)}/fraga`;
  const other = await another();
  await signInAs(other, 'worker');
  await other.goto(address);
  await page.goto(address);
  return { address, other };
}

const first = (page) => page.getByLabel('Alternativ 1');
const second = (page) => page.getByLabel('Alternativ 2');

// The page that says who saved and when, with the text of this computer in the box and the other's beside it.
async function seesBoth(page, { mine, theirs }) {
  await expect(page.getByRole('heading', { level: 1, name: CONFLICT })).toBeVisible();
  await expect(page.getByText(/^Åsa Lindehag sparade \d{1,2} [a-zåäö]+ \d{4} \d\d\.\d\d\. Nedanför ser du båda texterna\./)).toBeVisible();
  await expect(first(page)).toHaveValue(mine);
  await expect(page.locator('.theirs').filter({ hasText: theirs })).toBeVisible();
}

test('the second save shows both texts, and what is merged stands on both computers', async ({ page, another }) => {
  const { address, other } = await onTwoComputers(page, another, 'Konny Påhittad');
  await first(other).fill('Bevilja hela skulden');
  await second(other).fill('Avslå ansökan');
  await save(other);

  await first(page).fill('Bevilja halva skulden');
  await second(page).fill('Avslå ansökan');
  await save(page);
  await seesBoth(page, { mine: 'Bevilja halva skulden', theirs: 'Bevilja hela skulden' });
  // What is the same on both is not asked again.
  await expect(second(page)).toHaveCount(0);
  await examine(page);

  // Seeing both has changed nothing.
  await other.goto(address);
  await expect(first(other)).toHaveValue('Bevilja hela skulden');

  await first(page).fill('Bevilja hela skulden, eller halva nu och halva i juni');
  await press(page, 'Spara min text');
  expect(path(page)).toBe(address);
  await expect(first(page)).toHaveValue('Bevilja hela skulden, eller halva nu och halva i juni');
  await expect(second(page)).toHaveValue('Avslå ansökan');
  await other.goto(address);
  await expect(first(other)).toHaveValue('Bevilja hela skulden, eller halva nu och halva i juni');
  await expect(second(other)).toHaveValue('Avslå ansökan');
});

test('what was not touched here is not asked about and not taken back', async ({ page, another }) => {
  const { address, other } = await onTwoComputers(page, another, 'Kornelia Påhittad');
  await first(other).fill('Bevilja hela skulden');
  await second(other).fill('Avslå ansökan');
  await save(other);
  await first(page).fill('Bevilja halva skulden');
  await save(page);
  await seesBoth(page, { mine: 'Bevilja halva skulden', theirs: 'Bevilja hela skulden' });
  await expect(second(page)).toHaveCount(0);
  await press(page, 'Spara min text');
  await page.goto(address);
  await expect(first(page)).toHaveValue('Bevilja halva skulden');
  await expect(second(page)).toHaveValue('Avslå ansökan');
});

test('a third save while both texts are being read is shown as well', async ({ page, another }) => {
  const { address, other } = await onTwoComputers(page, another, 'Konrad Påhittad');
  await first(other).fill('Bevilja hela skulden');
  await save(other);
  await first(page).fill('Bevilja halva skulden');
  await save(page);
  await seesBoth(page, { mine: 'Bevilja halva skulden', theirs: 'Bevilja hela skulden' });

  await first(other).fill('Bevilja en tredjedel');
  await save(other);
  await first(page).fill('Bevilja tre fjärdedelar');
  await press(page, 'Spara min text');
  await seesBoth(page, { mine: 'Bevilja tre fjärdedelar', theirs: 'Bevilja en tredjedel' });
  await press(page, 'Spara min text');
  await other.goto(address);
  await expect(first(other)).toHaveValue('Bevilja tre fjärdedelar');
});

test('a page that saves by itself stops, says why, and loses nothing', async ({ page, another, scripts }) => {
  const { other } = await onTwoComputers(page, another, 'Konstantin Påhittad');
  await first(other).fill('Bevilja hela skulden');
  if (scripts) await expect(other.getByRole('status')).toContainText(/^Sparat \d\d\.\d\d$/);
  else await save(other);

  await first(page).fill('Bevilja halva skulden');
  if (scripts) {
    await expect(page.getByRole('status')).toHaveText('Sidan har sparats eller avslutats någon annanstans. Tryck på Spara, så ser du hur den är nu.');
    await expect(first(page)).toHaveValue('Bevilja halva skulden');
    await examine(page);
  }
  await save(page);
  await seesBoth(page, { mine: 'Bevilja halva skulden', theirs: 'Bevilja hela skulden' });
  await examine(page);
  await press(page, 'Spara min text');
  await expect(first(page)).toHaveValue('Bevilja halva skulden');

  // Now the other computer is the late one: what it goes on typing does not slip over what was chosen.
  await first(other).fill('Bevilja hela skulden i två delar');
  if (scripts) await expect(other.getByRole('status')).toHaveText(/^Sidan har sparats eller avslutats/);
  await save(other);
  await seesBoth(other, { mine: 'Bevilja hela skulden i två delar', theirs: 'Bevilja halva skulden' });
});
