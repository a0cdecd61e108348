import { startApi } from './support/api.js';
import { EventReader } from './support/sse.js';

test('stopping ends the streams, so that browsers reconnect elsewhere, and takes no new ones', async () => {
  const api = await startApi();
  try {
    const guest = api.client();
    const path = `/v1/conversations/${await guest.openConversation()}/events`;
    const reader = await EventReader.open(guest, path);
    api.deps.streams.closeAll();
    expect(await reader.next()).toBeUndefined();
    expect((await guest.ask('GET', path)).status).toBe(503);
  } finally {
    await api.close();
  }
});
