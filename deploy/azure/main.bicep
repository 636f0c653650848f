// Everything of the bot in Azure, without a password anywhere: the bot logs in at Teams and at its store with one
// managed identity. Deploy it in the resource group of registry.bicep, by somebody with the role Owner there (it
// assigns roles). What each part is for and what it costs: docs/beheer/installeren.md and docs/beheer/kosten.md.
targetScope = 'resourceGroup'

@description('Short name in front of the names of all parts: 3 to 11 small letters and digits.')
@minLength(3)
@maxLength(11)
param prefix string = 'privacybot'

@description('Where everything runs. Choose a region within the EU.')
param location string = resourceGroup().location

@description('The registry of registry.bicep.')
param registryName string

@description('The image in that registry, with its version: never "latest".')
param image string

@description('The contents of organisation.toml.')
@secure()
param organisation string

@description('The mail relay, smtp://user:password@host:587?starttls=1, or none.')
@secure()
param smtp string = 'none'

@description('The keys that seal the registers, newest first: <id>:<64 or more hex digits>, with commas between.')
@secure()
param sealKey string

@description('Where the files of colleagues lie, as organisation-my.sharepoint.com; several with commas between.')
param fileHosts string

@description('Who gets the alerts.')
param alertMail string

@description('The name of the bot in Azure and in the Teams admin centre.')
param displayName string = 'Privacybot'

@description('How many instances run side by side.')
@minValue(2)
@maxValue(10)
param instances int = 2

@description('How the store is copied: ZRS lies in three data centres of one region.')
@allowed([
  'Standard_LRS'
  'Standard_ZRS'
  'Standard_GRS'
  'Standard_GZRS'
])
param storageCopies string = 'Standard_ZRS'

@description('How long the log stays, in days.')
@minValue(30)
@maxValue(730)
param logDays int = 90

@description('What a Prometheus outside shows to read the figures at /metrics; empty: nobody reads them.')
@secure()
param metricsToken string = ''

@description('An address outside that gets a sign of life every minute and sounds the alarm without it; empty: none.')
@secure()
param pingUrl string = ''

var suffix = uniqueString(resourceGroup().id)
var port = 3978
var tableContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var imagePuller = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

// ---- who the bot is ----

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${prefix}-identity'
  location: location
}

resource registration 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${prefix}-${suffix}'
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: 'F0'
  }
  properties: {
    displayName: displayName
    endpoint: 'https://${app.properties.configuration.ingress.fqdn}/api/messages'
    msaAppType: 'UserAssignedMSI'
    msaAppId: identity.properties.clientId
    msaAppMSIResourceId: identity.id
    msaAppTenantId: tenant().tenantId
    disableLocalAuth: true
    schemaTransformationVersion: '1.3'
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: registration
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
    }
  }
}

// ---- the register ----

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '${prefix}${suffix}'
  location: location
  kind: 'StorageV2'
  sku: {
    name: storageCopies
  }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2023-05-01' = {
  parent: storage
  name: 'default'
}

resource casesTable 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01' = {
  parent: tables
  name: 'cases'
}

resource conversationsTable 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01' = {
  parent: tables
  name: 'conversations'
}

resource linksTable 'Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01' = {
  parent: tables
  name: 'links'
}

// Nobody throws the register away by mistake: take this lock away first.
resource keepTheRegister 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep-the-register'
  scope: storage
  properties: {
    level: 'CanNotDelete'
    notes: 'The registers of the privacy bot are in this account.'
  }
}

resource mayWriteRows 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, identity.id, tableContributor)
  scope: storage
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', tableContributor)
  }
}

// ---- the settings that are secret ----

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '${take(prefix, 10)}${suffix}'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }
}

resource organisationSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'organisation'
  properties: {
    value: organisation
    contentType: 'application/toml'
  }
}

resource smtpSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'smtp'
  properties: {
    value: smtp
  }
}

resource sealSecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'seal-key'
  properties: {
    value: sealKey
  }
}

resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

// ---- the program ----

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, imagePuller)
  scope: registry
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', imagePuller)
  }
}

resource surroundings 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${prefix}-environment'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
  }
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: prefix
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    managedEnvironmentId: surroundings.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
      }
      registries: [
        {
          server: registry.properties.loginServer
          identity: identity.id
        }
      ]
      secrets: [
        {
          name: 'organisation'
          keyVaultUrl: organisationSecret.properties.secretUriWithVersion
          identity: identity.id
        }
        {
          name: 'smtp'
          keyVaultUrl: smtpSecret.properties.secretUriWithVersion
          identity: identity.id
        }
        {
          name: 'seal-key'
          keyVaultUrl: sealSecret.properties.secretUriWithVersion
          identity: identity.id
        }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 60
      scale: {
        minReplicas: instances
        maxReplicas: instances
      }
      volumes: [
        {
          name: 'config'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'organisation'
              path: 'organisation.toml'
            }
          ]
        }
      ]
      containers: [
        {
          name: 'privacybot'
          image: '${registry.properties.loginServer}/${image}'
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          volumeMounts: [
            {
              volumeName: 'config'
              mountPath: '/config'
            }
          ]
          env: [
            {
              name: 'PRIVACYBOT_HOST'
              value: '0.0.0.0'
            }
            {
              name: 'PRIVACYBOT_PORT'
              value: string(port)
            }
            {
              name: 'PRIVACYBOT_APP_TYPE'
              value: 'UserAssignedMSI'
            }
            {
              name: 'PRIVACYBOT_APP_ID'
              value: identity.properties.clientId
            }
            {
              name: 'PRIVACYBOT_APP_TENANT_ID'
              value: tenant().tenantId
            }
            {
              name: 'PRIVACYBOT_STORE'
              value: 'https://${storage.name}.table.${environment().suffixes.storage}'
            }
            {
              name: 'PRIVACYBOT_SMTP'
              secretRef: 'smtp'
            }
            {
              name: 'PRIVACYBOT_FILE_HOSTS'
              value: fileHosts
            }
            {
              name: 'PRIVACYBOT_SEAL_KEY'
              secretRef: 'seal-key'
            }
            // The alerts below look for words of the form for people.
            {
              name: 'PRIVACYBOT_LOG'
              value: 'text'
            }
            {
              name: 'PRIVACYBOT_METRICS_TOKEN'
              value: metricsToken
            }
            {
              name: 'PRIVACYBOT_PING_URL'
              value: pingUrl
            }
            // A managed identity has no password that expires.
            {
              name: 'PRIVACYBOT_APP_PASSWORD_EXPIRES'
              value: ''
            }
            {
              name: 'PRIVACYBOT_ORGANISATION'
              value: '/config/organisation.toml'
            }
            {
              name: 'AZURE_CLIENT_ID'
              value: identity.properties.clientId
            }
            // Else a changed secret would wait for the next restart: another value here makes another revision.
            {
              name: 'SETTINGS_VERSION'
              value: uniqueString(
                organisationSecret.properties.secretUriWithVersion,
                smtpSecret.properties.secretUriWithVersion,
                sealSecret.properties.secretUriWithVersion
              )
            }
          ]
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/health/live'
                port: port
              }
              periodSeconds: 6
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/health/live'
                port: port
              }
              periodSeconds: 15
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/health/ready'
                port: port
              }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
          ]
        }
      ]
    }
  }
  dependsOn: [
    mayPull
    mayReadSecrets
    mayWriteRows
  ]
}

// ---- the log and the alerts ----

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${prefix}-log'
  location: location
  properties: {
    retentionInDays: logDays
    sku: {
      name: 'PerGB2018'
    }
  }
}

resource logsToWorkspace 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log'
  scope: surroundings
  properties: {
    workspaceId: logs.id
    logs: [
      {
        category: 'ContainerAppConsoleLogs'
        enabled: true
      }
      {
        category: 'ContainerAppSystemLogs'
        enabled: true
      }
    ]
  }
}

resource administrators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${prefix}-administrators'
  location: 'global'
  properties: {
    enabled: true
    groupShortName: 'privacybot'
    emailReceivers: [
      {
        name: 'administrators'
        emailAddress: alertMail
        useCommonAlertSchema: true
      }
    ]
  }
}

resource errorAlert 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = {
  name: '${prefix}-error-in-the-log'
  location: location
  properties: {
    displayName: 'Privacybot: an ERROR in the log'
    description: 'Something will not arrive, or there is a fault in the bot. See docs/beheer/alarmen.md.'
    severity: 1
    enabled: true
    scopes: [
      logs.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'ContainerAppConsoleLogs | where ContainerAppName == "${prefix}" and Log contains " ERROR "'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: {
      actionGroups: [
        administrators.id
      ]
    }
  }
}

resource warningAlert 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = {
  name: '${prefix}-warnings-go-on'
  location: location
  properties: {
    displayName: 'Privacybot: warnings go on'
    description: 'A WARNING comes back all the time. See docs/beheer/alarmen.md.'
    severity: 2
    enabled: true
    scopes: [
      logs.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'ContainerAppConsoleLogs | where ContainerAppName == "${prefix}" and Log contains " WARNING "'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 10
        }
      ]
    }
    actions: {
      actionGroups: [
        administrators.id
      ]
    }
  }
}

resource mailAlert 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = {
  name: '${prefix}-no-mail'
  location: location
  properties: {
    displayName: 'Privacybot: mail does not get away'
    description: 'The mail relay does not take the mails. They wait, the cards arrive. See docs/beheer/alarmen.md.'
    severity: 2
    enabled: true
    scopes: [
      logs.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'ContainerAppConsoleLogs | where ContainerAppName == "${prefix}" and Log contains "the mail relay"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: {
      actionGroups: [
        administrators.id
      ]
    }
  }
}

resource probeAlert 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = {
  name: '${prefix}-not-healthy'
  location: location
  properties: {
    displayName: 'Privacybot: an instance is not alive or not ready'
    description: 'A health check fails again and again. See docs/beheer/alarmen.md.'
    severity: 1
    enabled: true
    scopes: [
      logs.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'ContainerAppSystemLogs | where ContainerAppName == "${prefix}" and Reason == "ProbeFailed"'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 5
        }
      ]
    }
    actions: {
      actionGroups: [
        administrators.id
      ]
    }
  }
}

// Asks from outside whether the bot answers: the one alert that also comes when everything here lies still.
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${prefix}-from-outside'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
    DisableLocalAuth: true
  }
}

resource outsideTest 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${prefix}-ready'
  location: location
  kind: 'standard'
  tags: {
    'hidden-link:${insights.id}': 'Resource'
  }
  properties: {
    SyntheticMonitorId: '${prefix}-ready'
    Name: 'Privacybot is ready'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [
      {
        Id: 'emea-nl-ams-azr'
      }
      {
        Id: 'emea-gb-db3-azr'
      }
      {
        Id: 'emea-fr-pra-edge'
      }
    ]
    Request: {
      RequestUrl: 'https://${app.properties.configuration.ingress.fqdn}/health/ready'
      HttpVerb: 'GET'
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 14
    }
  }
}

resource outsideAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${prefix}-not-reachable'
  location: 'global'
  properties: {
    description: 'The bot does not answer from outside. See docs/beheer/alarmen.md.'
    severity: 0
    enabled: true
    scopes: [
      outsideTest.id
      insights.id
    ]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: outsideTest.id
      componentId: insights.id
      failedLocationCount: 2
    }
    actions: [
      {
        actionGroupId: administrators.id
      }
    ]
  }
}

@description('For `make manifest`: APP_ID.')
output appId string = identity.properties.clientId

@description('For `make manifest`: DOMAIN.')
output domain string = app.properties.configuration.ingress.fqdn

@description('For PRIVACYBOT_STORE, when somebody runs a command beside the bot.')
output store string = 'https://${storage.name}.table.${environment().suffixes.storage}'
