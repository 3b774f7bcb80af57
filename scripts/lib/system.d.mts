export interface Settings {
  home: string;
  webPort: number;
  gatewayPort: number;
  postgresPort: number;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
}

export interface System {
  url: string;
  gatewayUrl: string;
  credentialsFile: string;
  databaseUrl: string;
  stop(): Promise<void>;
}

export function startSystem(
  settings: Settings,
  options: { report(line: string): void; signal: AbortSignal },
): Promise<System>;
