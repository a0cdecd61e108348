import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import { createRulesUnderstander } from '../../../activities/adapters/understanding/rules.js';
import { CONVERSATION_FOLDERS, readConversations } from '../../../evals/dialogue/conversation-file.js';
import { createEvalShop } from '../../../evals/dialogue/host.js';
import { type DialogueScores, scoreDialogue } from '../../../evals/dialogue/score.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';

/** What was reached once is kept. Of conversations that put things into the cart, the catalog of the tests is too small. */
const FLOOR = { intentAccuracy: 0.96, slotF1: 0.97, constraintsAccuracy: 0.95 } as const;

describe.each(CONVERSATION_FOLDERS)('conversations as people hold them: %s', (folder) => {
  let database: TestDatabase;
  let scores: DialogueScores;
  beforeAll(async () => {
    database = await testDatabase();
    const catalog = createPostgresCatalog(database.pool);
    const vocabulary = await catalog.vocabulary();
    const understander = createRulesUnderstander(async () => vocabulary);
    const shop = createEvalShop(database.pool, catalog, understander);
    scores = await scoreDialogue(readConversations(folder), shop, catalog);
  }, 120_000);
  afterAll(() => database.close());

  it('never shows what breaks a constraint', () => {
    expect(scores.violations).toBe(0);
  });

  it.each(['intentAccuracy', 'slotF1', 'constraintsAccuracy'] as const)(
    'is as good as it was: %s',
    (figure) => {
      expect([scores[figure] >= FLOOR[figure], scores.faults]).toEqual([true, expect.anything()]);
    },
  );
});
