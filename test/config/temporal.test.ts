import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { workerVersion } from '../../config/deployment.js';
import { readDeploymentConfig, readTemporalConfig } from '../../config/index.js';
import { temporalConnection } from '../../config/temporal.js';

const connectionOf = (variables: Record<string, string>) => temporalConnection(readTemporalConfig(variables));

const folder = mkdtempSync(path.join(tmpdir(), 'shoptalk-tls-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pem = (name: string) => {
  const file = path.join(folder, name);
  writeFileSync(file, `-----BEGIN ${name}-----`);
  return file;
};

describe('the connection to Temporal', () => {
  it('is a plain one to this machine when nothing is set', () => {
    expect(connectionOf({})).toEqual({ address: '127.0.0.1:7233' });
  });

  it('takes an API key, and TLS with it', () => {
    const cloud = { TEMPORAL_ADDRESS: 'eu-west-1.aws.api.temporal.io:7233', TEMPORAL_API_KEY: 'key' };
    expect(connectionOf(cloud)).toEqual({ address: cloud.TEMPORAL_ADDRESS, apiKey: 'key', tls: true });
  });

  it('shows a certificate of its own, and believes an authority that is named', () => {
    const { tls } = connectionOf({
      TEMPORAL_TLS_CLIENT_CERT_PATH: pem('cert'),
      TEMPORAL_TLS_CLIENT_KEY_PATH: pem('key'),
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: pem('authority'),
      TEMPORAL_TLS_SERVER_NAME: 'temporal.internal',
    });
    expect(tls).toMatchObject({
      serverNameOverride: 'temporal.internal',
      serverRootCACertificate: Buffer.from('-----BEGIN authority-----'),
      clientCertPair: {
        crt: Buffer.from('-----BEGIN cert-----'),
        key: Buffer.from('-----BEGIN key-----'),
      },
    });
  });

  it('can be TLS alone', () => {
    expect(connectionOf({ TEMPORAL_TLS: 'true' }).tls).toBeTruthy();
    expect(connectionOf({ TEMPORAL_TLS: 'false' }).tls).toBeUndefined();
  });

  it('says what is missing of a pair', () => {
    expect(() => connectionOf({ TEMPORAL_TLS_CLIENT_CERT_PATH: pem('cert') })).toThrow(
      /KEY_PATH, or neither/,
    );
  });

  it("reads no file of the user's own", () => {
    const file = path.join(folder, 'temporal.toml');
    writeFileSync(file, '[profile.default]\naddress = "elsewhere:7233"\n');
    expect(connectionOf({ TEMPORAL_CONFIG_FILE: file }).address).toBe('127.0.0.1:7233');
  });
});

describe('the version of a worker', () => {
  it('is told of only where there is a deployment', () => {
    expect(workerVersion({ WORKER_DEPLOYMENT: undefined, BUILD_ID: '3f2c1ab' })).toBeUndefined();
    expect(workerVersion({ WORKER_DEPLOYMENT: 'shoptalk', BUILD_ID: '3f2c1ab' })).toEqual({
      deploymentName: 'shoptalk',
      buildId: '3f2c1ab',
    });
  });

  it('is asked for, where there is a deployment', () => {
    expect(() => workerVersion({ WORKER_DEPLOYMENT: 'shoptalk', BUILD_ID: undefined })).toThrow(
      /Set BUILD_ID/,
    );
  });

  it('is of the deployment shoptalk when the command is not told another', () => {
    expect(readDeploymentConfig({}).WORKER_DEPLOYMENT).toBe('shoptalk');
  });
});
