import { findCounter } from './proof-of-work.js';

/** Works in a thread of its own, so that the page stays as quick as ever. Answers `{solution}` or `{failure}`. */
addEventListener('message', async ({ data }) => {
  try {
    postMessage({ solution: await findCounter(data) });
  } catch (error) {
    postMessage({ failure: String(error) });
  }
});
