import { startDemo } from './demo.mjs';

// One demo for the whole run. What it returns is run at the end, and fails the run if the server panicked.
export default async function globalSetup() {
  const demo = await startDemo();
  process.env.OGONHOJD_URL = demo.url;
  return async () => {
    await demo.stop();
    console.log('the server stopped with code 0, and its log has no panic');
  };
}
