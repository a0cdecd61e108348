/** Real servers, on a machine that has other things to do: more than Jest's five seconds. Nobody waits where all is well. */
jest.setTimeout(30_000);
