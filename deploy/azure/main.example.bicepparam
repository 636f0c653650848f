// Copy this to main.bicepparam (git ignores that one) and fill it in. The password of the mail relay and the
// key of the seals are read from the environment of who deploys, so that they stand in no file.
using 'main.bicep'

param registryName = '<registry>'
param image = 'privacybot:<version>'
param organisation = loadTextContent('../../organisation.toml')
param smtp = readEnvironmentVariable('PRIVACYBOT_SMTP', 'none')
param sealKey = readEnvironmentVariable('PRIVACYBOT_SEAL_KEY')
param fileHosts = '<organisation>-my.sharepoint.com'
param alertMail = '<mail address>'
