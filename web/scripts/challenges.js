/**
 * Does the work that the shop wants of who looks automated; resolves to what proves it. Rejects where the browser cannot:
 * without a secure context it has no cryptography.
 */
export async function solve(challenge) {
  const worker = new Worker('/scripts/challenge-worker.js', { type: 'module' });
  try {
    const { solution, failure } = await new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => resolve(data));
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
      worker.postMessage(challenge.parameters);
    });
    if (!solution) throw new Error(failure);
    return btoa(JSON.stringify({ challenge, solution }));
  } finally {
    worker.terminate();
  }
}
